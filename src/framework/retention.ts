import type { BaselineStore } from '../baselines/store.ts';
import type { PerformanceConfig } from '../config/performance-config.ts';

/** How many runs of a test are kept; by age they are bounded by the configuration. */
export const KEPT_RUNS = 30;

/** Lets old runs go. @returns how many went. */
export function applyRetention(
  store: BaselineStore,
  { baselineRetentionDays }: Pick<PerformanceConfig, 'baselineRetentionDays'>,
  keepRuns: number = KEPT_RUNS,
): Promise<number> {
  return store.prune({ olderThanDays: baselineRetentionDays, keepRuns, now: new Date() });
}
