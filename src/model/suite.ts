import type { CommandTest } from './command-test.ts';
import type { Metric } from './metric.ts';
import type { COMPARISON_OPTIONS, OptionsIn, TEST_OPTIONS } from './test-options.ts';

/** What a performance test may say about how it is measured and judged; all of it is optional. */
export type TestOptions = OptionsIn<typeof TEST_OPTIONS>;

/** What a comparison may say: besides, how much slower the candidate may be. */
export type ComparisonOptions = TestOptions & OptionsIn<typeof COMPARISON_OPTIONS>;

/** Which function of a test: `candidate` of one that has a single one, of a comparison the name of one of its functions. */
export type Side = string;

/**
 * What a file says of a test besides, by `perf.skip`, `perf.only` and `perf.todo`:
 * - `skip`: it is not measured;
 * - `only`: of its file, nothing is measured but the tests that are marked so;
 * - `todo`: it has a name so far, and is still to be written.
 */
export type TestMark = 'skip' | 'only' | 'todo';

/**
 * What a test is:
 * - `test`: one function is timed;
 * - `comparison`: several functions are compared;
 * - `metric`: a function returns a number of its own, which is judged;
 * - `command`: a command of the system is run.
 */
export type TestKind = 'test' | 'comparison' | 'metric' | 'command';

/** A test as its file declares it. */
export interface TestDeclaration {
  /** What it is, which is how it is measured and judged. */
  readonly kind: TestKind;
  /** Full name, groups included: `'group > name'`. */
  readonly name: string;
  /** What the file says of it; what it leaves out comes from the configuration. */
  readonly options: ComparisonOptions;
  /** What the function returns; absent where it is timed, or still to be written. */
  readonly metric?: Metric;
  /**
   * Names of the functions of a comparison, first the one that the others are held against. Absent where they are `baseline`
   * and `candidate`.
   */
  readonly functions?: readonly string[];
  /** Absent where the file says nothing besides. */
  readonly mark?: TestMark;
  /** What is run; absent of functions, and of what is still to be written. */
  readonly command?: CommandTest;
}

/** What a test's options resolve to, once defaults, configuration and the command line have had their say. */
export type TestPlan = Required<Omit<ComparisonOptions, 'baselineKey' | 'prefer'>>;
