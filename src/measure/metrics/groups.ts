import type { OtherMetric } from '../../model/function-metrics.ts';

/**
 * What can be measured in one process. What is counted needs one whose collections of garbage are few and done at once; how
 * often and how long garbage is collected, and what the processor is used, is told of a process as those are that run the code.
 */
export const METRIC_GROUPS: Readonly<Record<'counting' | 'running', readonly OtherMetric[]>> = {
  counting: ['allocatedBytes', 'retainedBytes'],
  running: ['gcCount', 'gcPause', 'cpuTime'],
};

/** The metrics by the processes that they need: a list for each. */
export function byGroup(metrics: readonly OtherMetric[]): readonly (readonly OtherMetric[])[] {
  return Object.values(METRIC_GROUPS)
    .map((group) => metrics.filter((metric) => group.includes(metric)))
    .filter((group) => group.length > 0);
}

/** Whether some of them are counted. */
export function isOfCounting(metrics: readonly OtherMetric[]): boolean {
  return metrics.some((metric) => METRIC_GROUPS.counting.includes(metric));
}
