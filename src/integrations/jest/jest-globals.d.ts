/** What is used of the module that Jest itself gives to test files. It is not installed for evenkeel. */
declare module '@jest/globals' {
  interface JestTest {
    (name: string, body: () => Promise<void>, timeout?: number): void;
    readonly only: JestTest;
    readonly skip: JestTest;
    todo(name: string): void;
  }
  interface JestExpect {
    extend(matchers: object): void;
    getState(): { readonly testPath?: string; readonly currentTestName?: string };
  }
  export const test: JestTest;
  export const expect: JestExpect;
}
