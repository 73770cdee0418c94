import type { UsedFallback } from './dependencies.ts';
import type { FailedTest, RunReport, RunSummary, SkippedTest } from './result.ts';

/** A test that was called and came to its end. */
export interface RanTest {
  /** Full name, groups included. */
  readonly testName: string;
  /** Its performance file, relative to the working directory. */
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
  /** Which report this is: always `smoke`. */
  readonly kind: 'smoke';
  /** Tests that were called and came to their end. */
  readonly ran: readonly RanTest[];
  /** Tests that did not, and files that could not be loaded. */
  readonly failures: readonly FailedTest[];
  /** Tests that their files leave out. */
  readonly skipped: readonly SkippedTest[];
  /** How many there are of each, and the exit code that follows from it. */
  readonly summary: SmokeSummary;
}

/** Counts of a smoke run. */
export interface SmokeSummary
  extends Pick<RunSummary, 'total' | 'failed' | 'skipped' | 'todo' | 'interrupted' | 'exitCode'> {
  /** Tests that were called and came to their end. */
  readonly ran: number;
}
