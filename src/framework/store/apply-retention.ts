import type { BaselineStore } from '../../baselines/store.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import { dateOf } from '../../real-time.ts';

/** How many runs of a test are kept; by age they are bounded by the configuration. */
export const KEPT_RUNS = 30;

/** What else to say of the runs that may go. */
export interface RetentionOptions {
  /** Of each test, runs beyond the newest so many go. */
  readonly keepRuns?: number;
  /** What ages are counted from; default: the present. */
  readonly now?: Date;
}

/** Lets old runs go. @returns how many went. */
export function applyRetention(
  store: BaselineStore,
  { baselineRetentionDays }: Pick<PerformanceConfig, 'baselineRetentionDays'>,
  { keepRuns = KEPT_RUNS, now = dateOf() }: RetentionOptions = {},
): Promise<number> {
  return store.prune({ olderThanDays: baselineRetentionDays, keepRuns, now });
}
