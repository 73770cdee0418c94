/** What is used of Jest's own types, which differ between its versions no further than this. */
export interface JestGlobalConfig {
  /** Absolute path of the project. */
  readonly rootDir: string;
  /** `--watch`: runs again what changed. */
  readonly watch?: boolean;
  /** `--watchAll`: runs everything again. */
  readonly watchAll?: boolean;
  /** `all` for `-u`, by which its user accepts what was measured; `none` for `--ci`. */
  readonly updateSnapshot?: 'all' | 'new' | 'none';
  /** `--coverage`: what is measured with it is not measured as it is. */
  readonly collectCoverage?: boolean;
  /** `-t`: only tests whose full names it matches. */
  readonly testNamePattern?: string;
}

/** A test file that is to be run. */
export interface JestTestFile {
  /** Absolute. */
  readonly path: string;
  /** The project that it belongs to. */
  readonly context: { readonly config: { readonly rootDir: string; readonly displayName?: unknown } };
}

/** What a runner is told of interruptions. */
export interface JestWatcher {
  /** Whether its user wants it to stop. */
  isInterrupted(): boolean;
  /** Calls the listener when that changes. */
  on?(event: 'change', listener: (state: { readonly interrupted: boolean }) => void): unknown;
}

/** One test of a file, as a runner returns it. */
export interface JestAssertionResult {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly fullName: string;
  readonly status: 'passed' | 'failed' | 'pending' | 'todo';
  readonly failureMessages: readonly string[];
  readonly failureDetails: readonly unknown[];
  /** Milliseconds. */
  readonly duration: number | null;
  readonly invocations: number;
  readonly location: null;
  readonly numPassingAsserts: number;
  readonly retryReasons: readonly string[];
}

/** A file's results, as a runner returns them. */
export interface JestFileResult {
  readonly testFilePath: string;
  readonly testResults: readonly JestAssertionResult[];
  readonly numFailingTests: number;
  readonly numPassingTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly failureMessage: string | null;
  readonly displayName?: unknown;
  /** Milliseconds. */
  readonly perfStats: {
    readonly start: number;
    readonly end: number;
    readonly runtime: number;
    readonly slow: boolean;
  };
  readonly snapshot: Readonly<Record<string, unknown>>;
  readonly leaks: boolean;
  readonly openHandles: readonly unknown[];
  readonly skipped: boolean;
}

/** A runner of test files, as Jest uses it. */
export interface JestRunner {
  on(event: string, listener: (args: never) => void): () => void;
  runTests(files: readonly JestTestFile[], watcher: JestWatcher, options: { readonly serial: boolean }): Promise<void>;
}
