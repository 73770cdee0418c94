import type { ComparisonOptions, TestOptions } from '../model/suite.ts';
import type { DeclareMetric, DeclareSize, MetricEach, SizeVariants } from './metric-types.ts';
import type { PerfCommand } from './perf-command.ts';
import type { PerfVariants, RowSetup, TemplateRow } from './perf-variants.ts';
import type { AroundCalls, InputSource, Preparation } from './preparation.ts';
import type { Hook } from './registry.ts';

/** What `perf` takes after the function. */
export type PerfOptions<Context = undefined, Input = Context> = TestOptions & Preparation<Context, Input>;

/** What `perf.compare` takes after the functions. */
export type PerfCompareOptions<Context = undefined, Input = Context> = ComparisonOptions & Preparation<Context, Input>;

/** Functions by their names. */
export type NamedFunctions<Input, Name extends string = string> = Readonly<Record<Name, (input: Input) => unknown>>;

/**
 * The functions of a comparison, two or more, each by a name of its own. The others are held against the one that is called
 * `baseline`, or else against the first one; each of them may be slower by `maxOverheadPercent` at most.
 */
export type ComparedFunctions<Input, Name extends string = 'baseline' | 'candidate'> = NamedFunctions<Input, Name> &
  Several<Name>;

/** Refuses a single name: there would be nothing to compare. */
export type Several<Name extends string> = string extends Name
  ? unknown
  : [Name] extends [AllAtOnce<Name>]
    ? { readonly baseline: unknown; readonly candidate: unknown }
    : unknown;

/** What is each of several names: nothing, unless they are one. */
export type AllAtOnce<Name> = (Name extends unknown ? (name: Name) => void : never) extends (name: infer All) => void
  ? All
  : never;

/** Declares a test. */
export type DeclareTest = <Context = undefined, Input = Context>(
  name: string,
  fn: (input: Input) => unknown,
  options?: PerfOptions<Context, Input> & InputSource<Context, Input>,
) => void;

/** Declares a comparison of two functions or more. */
export type DeclareComparison = <Context = undefined, Input = Context, Name extends string = string>(
  name: string,
  functions: ComparedFunctions<Input, Name>,
  options?: PerfCompareOptions<Context, Input> & InputSource<Context, Input>,
) => void;

/** Declares the tests of a group. */
export type DeclareGroup = (name: string, declare: () => void) => void;

/** Declares a test for each row. */
export type DeclareRowTest<Row> = <Context = Row, Input = Context>(
  name: string,
  fn: (input: Input) => unknown,
  options?: TestOptions & AroundCalls<Context, Input> & RowSetup<Row, Context>,
) => void;

/** Declares a comparison for each row. */
export type DeclareRowComparison<Row> = <Context = Row, Input = Context, Name extends string = string>(
  name: string,
  functions: ComparedFunctions<Input, Name>,
  options?: ComparisonOptions & AroundCalls<Context, Input> & RowSetup<Row, Context>,
) => void;

/** Declares a group for each row. */
export type DeclareRowGroup<Row> = (name: string, declare: (row: Row) => void) => void;

/** Takes the table of tests. */
export interface TestEach {
  /** Rows that are arrays, with a type for each place: a test for each. */
  <Row extends readonly unknown[] | readonly [unknown]>(table: readonly Row[]): DeclareRowTest<Row>;
  /** Rows of any other kind: a test for each. */
  <Row>(table: readonly Row[]): DeclareRowTest<Row>;
  /** A template literal, whose first line names the columns; each line below it is a row. */
  (strings: TemplateStringsArray, ...values: readonly unknown[]): DeclareRowTest<TemplateRow>;
}

/** Takes the table of comparisons. */
export interface ComparisonEach {
  /** Rows that are arrays, with a type for each place: a comparison for each. */
  <Row extends readonly unknown[] | readonly [unknown]>(table: readonly Row[]): DeclareRowComparison<Row>;
  /** Rows of any other kind: a comparison for each. */
  <Row>(table: readonly Row[]): DeclareRowComparison<Row>;
  /** A template literal, whose first line names the columns; each line below it is a row. */
  (strings: TemplateStringsArray, ...values: readonly unknown[]): DeclareRowComparison<TemplateRow>;
}

/** Takes the table of groups. */
export interface GroupEach {
  /** Rows that are arrays, with a type for each place: a group for each. */
  <Row extends readonly unknown[] | readonly [unknown]>(table: readonly Row[]): DeclareRowGroup<Row>;
  /** Rows of any other kind: a group for each. */
  <Row>(table: readonly Row[]): DeclareRowGroup<Row>;
  /** A template literal, whose first line names the columns; each line below it is a row. */
  (strings: TemplateStringsArray, ...values: readonly unknown[]): DeclareRowGroup<TemplateRow>;
}

/** Declares performance tests; see `perf`. */
export interface Perf extends DeclareTest, PerfVariants<DeclareTest, TestEach> {
  /**
   * Declares a comparison of two functions or more, each measured in fresh processes, which take turns. The others are held
   * against the one that is called `baseline`, or else against the first one.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * const words = Array.from({ length: 1000 }, (_, i) => String(i));
   * perf.compare(
   *   'joins words',
   *   { baseline: () => words.reduce((all, word) => all + word, ''), candidate: () => words.join('') },
   *   { maxOverheadPercent: 20 },
   * );
   * perf.compare('joins words, each against each', {
   *   baseline: () => words.reduce((all, word) => all + word, ''),
   *   join: () => words.join(''),
   *   concat: () => ''.concat(...words),
   * });
   * perf.compare.todo('joins bytes');
   */
  readonly compare: DeclareComparison & PerfVariants<DeclareComparison, ComparisonEach>;
  /**
   * Declares a number of your own: what the function returns is judged and stored as times are.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * perf.metric('rows of the cache', { unit: 'rows', better: 'lower', scatter: 'counted' }, () => [1, 2, 3].length);
   * perf.metric('requests answered', { unit: 'per second', better: 'higher', processes: 3 }, async () => 12_000);
   */
  readonly metric: DeclareMetric & PerfVariants<DeclareMetric, MetricEach>;
  /**
   * Counts the bytes of files: of a file, of all files within a folder, or of those that a glob matches. Paths are relative to the
   * directory of the nearest package.json above the performance file (where there is none, to the working directory). It is a
   * failure where nothing matches.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * perf.size('package.json');
   * perf.size(['*.md', 'package.json'], { compressed: 'gzip', name: 'what is sent', ignore: 'CHANGELOG.md' });
   */
  readonly size: DeclareSize & SizeVariants;
  /**
   * Puts the tests that `declare` declares under a common name: `'group > test'`.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * perf.group('arrays', () => {
   *   perf('sorts', (numbers: number[]) => numbers.toSorted(), { setup: () => [3, 1, 2] });
   * });
   * perf.group.skip('slow arrays', () => {
   *   perf('sorts', (numbers: number[]) => numbers.toSorted(), { setup: () => [3, 1, 2] });
   * });
   */
  readonly group: DeclareGroup & PerfVariants<DeclareGroup, GroupEach>;
  /**
   * Declares a test of a command of the system: a program in whatever language, started anew for each run. Its time and its
   * peak memory have verdicts; processor times are reported. See docs/commands.md.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * perf.command('starts', ['node', '-e', '0'], { runs: 20 });
   * perf.command('counts to {n}', 'seq {n} | tail -1', { parameters: { n: [1000, 100_000] } });
   */
  readonly command: PerfCommand;
  /**
   * Runs untimed before the tests of the file, or of the group it stands in; once in every process.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * let text = '';
   * perf.beforeAll(() => {
   *   text = JSON.stringify(Array.from({ length: 100 }, String));
   * });
   * perf('reads what was prepared', () => JSON.parse(text));
   */
  beforeAll(hook: Hook): void;
  /**
   * Runs untimed after the tests of the file, or of the group it stands in; once in every process.
   *
   * @example
   * import { openSync, closeSync, readSync } from 'node:fs';
   * import { perf } from 'evenkeel';
   *
   * const file = openSync(process.execPath, 'r');
   * const bytes = Buffer.alloc(4096);
   * perf('reads a page', () => readSync(file, bytes, 0, bytes.length, 0));
   * perf.afterAll(() => closeSync(file));
   */
  afterAll(hook: Hook): void;
}
