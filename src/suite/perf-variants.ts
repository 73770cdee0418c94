/** What `perf`, `perf.compare` and `perf.group` have besides, as the test functions of Jest and Vitest do. */
export interface PerfVariants<Declare, Each> {
  /**
   * Declares it, and does not measure it. Its baseline is kept, and every report says that it was skipped.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * perf.skip('not now', () => JSON.parse('[1]'));
   * perf('and this', () => JSON.parse('[2]'));
   */
  readonly skip: Declare & { readonly each: Each };
  /**
   * Measures what is marked so, and of its file nothing else. In CI it is an error, so that it is not forgotten.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * perf.only('this alone', () => JSON.parse('[1]'));
   * perf('not this', () => JSON.parse('[2]'));
   */
  readonly only: Declare & { readonly each: Each };
  /**
   * Names what is still to be written; every report says so.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * perf.todo('parses YAML');
   * perf('parses JSON', () => JSON.parse('[1]'));
   */
  todo(name: string): void;
  /**
   * Declares one for every row of a table. The row is the context: `setup` is given it, and where there is no `setup`, the
   * function is. In the name, `%s`, `%d`, `%i`, `%f`, `%j`, `%o`, `%p` stand for the row's values in turn, `%#` and `%$` for
   * its number from 0 or 1 on, `$key` for a property of it; each row needs a name of its own.
   * Where `setup` makes something else of the row, the function names the type of what it is given: `(text: string) => …`.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * perf.each([
   *   { size: 'small', count: 10 },
   *   { size: 'large', count: 1000 },
   * ])('sorts a $size array', (numbers: number[]) => numbers.toSorted(), {
   *   setup: ({ count }) => Array.from({ length: count }, (_, i) => (i * 7919) % 1000),
   * });
   */
  readonly each: Each;
  /**
   * Declares it, and skips it where a condition holds.
   * @param condition read as true or false when the file is loaded.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * perf.skipIf(process.platform === 'win32')('reads the time zone', () => new Date().getTimezoneOffset());
   * perf('reads the year', () => new Date().getFullYear());
   */
  skipIf(condition: unknown): Declare & { readonly each: Each };
  /**
   * Declares it, and skips it where a condition does not hold.
   * @param condition read as true or false when the file is loaded.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * perf.runIf(process.arch === 'arm64')('sums on ARM', () => [1, 2, 3].reduce((sum, n) => sum + n));
   * perf('sums', () => [1, 2, 3].reduce((sum, n) => sum + n));
   */
  runIf(condition: unknown): Declare & { readonly each: Each };
}

/** A row of a table that is a template literal: what it has of each column is not known to the compiler. */
// biome-ignore lint/suspicious/noExplicitAny: as in Jest and Vitest, so that the values can be used as what they are.
export type TemplateRow = Readonly<Record<string, any>>;

/** How a row becomes the context of its test. */
export interface RowSetup<Row, Context> {
  /** Runs once in every process, before the warm-up, with the row. Its value is the context. Default: the row. */
  readonly setup?: (row: Row) => Context | Promise<Context>;
}
