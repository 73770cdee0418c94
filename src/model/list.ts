import type { FailedTest, RunReport, SkippedTest } from './result.ts';
import type { TestDeclaration, TestMark, TestPlan } from './suite.ts';

/** A test that a performance file declares. */
export interface ListedTest extends Pick<TestDeclaration, 'kind'> {
  /** Full name, groups included. */
  readonly testName: string;
  /** Its performance file, relative to the working directory. */
  readonly file: string;
  /** How its file marks it; null where it does not. */
  readonly mark: TestMark | null;
  /** Why `evenkeel run` would leave it out; null where it would not. */
  readonly skipped: SkippedTest['reason'] | null;
  /** The name that its baseline is stored under; null where it has none: a comparison, or one that is to be written. */
  readonly baselineKey: string | null;
  /** What its options resolve to; null for one that is to be written. */
  readonly options: TestPlan | null;
}

/**
 * What `evenkeel list --json` writes.
 *
 * @example
 * import type { ListReport } from 'evenkeel';
 *
 * function filesOf({ tests }: ListReport): ReadonlySet<string> {
 *   return new Set(tests.map(({ file }) => file));
 * }
 */
export interface ListReport extends Pick<RunReport, 'schemaVersion' | 'evenkeelVersion'> {
  /** Which report this is: always `list`. */
  readonly kind: 'list';
  /** Every test that the filter lets through, in the order of files and declarations. */
  readonly tests: readonly ListedTest[];
  /** Files that cannot be loaded, and tests that cannot be run. */
  readonly failures: readonly FailedTest[];
  /** How many there are, and the exit code that follows from it. */
  readonly summary: ListSummary;
}

/** Counts of a list. */
export interface ListSummary {
  /** Tests that are listed, those that would be left out included. */
  readonly total: number;
  /** Files that the listed tests stand in. */
  readonly files: number;
  /** Tests that `evenkeel run` would leave out, because of `perf.skip` or `perf.only`. */
  readonly skipped: number;
  /** Tests that are still to be written (`perf.todo`). */
  readonly todo: number;
  /** Files that cannot be loaded, and tests that cannot be run. */
  readonly failed: number;
  /** 2 where something failed, else 0. */
  readonly exitCode: number;
}
