import type { UsedFallback } from './dependencies.ts';
import type { FailedTest, RunReport, RunSummary, SkippedTest } from './result.ts';

/** A test that was called and came to its end. */
export interface RanTest {
  readonly testName: string;
  readonly file: string;
  /** What was called in place of functions that could not be had, set-up included; absent where nothing was. */
  readonly fallbacks?: readonly UsedFallback[];
}

/**
 * What `evenkeel run --smoke --json` writes: whether every test works. Nothing was judged.
 *
 * @example
 * import type { SmokeReport } from 'evenkeel';
 *
 * function works({ failures, summary }: SmokeReport): boolean {
 *   return failures.length === 0 && summary.ran > 0;
 * }
 */
export interface SmokeReport extends Pick<RunReport, 'schemaVersion' | 'evenkeelVersion' | 'startedAt' | 'duration'> {
  readonly kind: 'smoke';
  readonly ran: readonly RanTest[];
  readonly failures: readonly FailedTest[];
  readonly skipped: readonly SkippedTest[];
  readonly summary: SmokeSummary;
}

/** Counts of a smoke run. */
export interface SmokeSummary
  extends Pick<RunSummary, 'total' | 'failed' | 'skipped' | 'todo' | 'interrupted' | 'exitCode'> {
  readonly ran: number;
}
