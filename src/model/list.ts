import type { FailedTest, RunReport, SkippedTest } from './result.ts';
import type { TestDeclaration, TestMark, TestPlan } from './suite.ts';

/** A test that a performance file declares. */
export interface ListedTest extends Pick<TestDeclaration, 'kind'> {
  readonly testName: string;
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
  readonly kind: 'list';
  readonly tests: readonly ListedTest[];
  /** Files that cannot be loaded, and tests that cannot be run. */
  readonly failures: readonly FailedTest[];
  readonly summary: ListSummary;
}

/** Counts of a list. */
export interface ListSummary {
  readonly total: number;
  readonly files: number;
  readonly skipped: number;
  readonly todo: number;
  readonly failed: number;
  readonly exitCode: number;
}
