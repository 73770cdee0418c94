import type { OtherMetric } from '../../model/function-metrics.ts';

/**
 * What can be measured in one process. What is counted needs one whose collections of garbage are few and done at once; so do
 * instructions, with perf attached to it. How often and how long garbage is collected, and what the processor is used, is told of a
 * process as those are that run the code.
 */
export const METRIC_GROUPS: Readonly<Record<'counting' | 'executing' | 'running', readonly OtherMetric[]>> = {
  counting: ['allocatedBytes', 'retainedBytes'],
  executing: ['instructions'],
  running: ['gcCount', 'gcPause', 'cpuTime'],
};

/** What perf counts as instructions: those of the program's own code, because the kernel's depend on what else the machine does. */
export const INSTRUCTIONS_EVENT = 'instructions:u';

/** The metrics by the processes that they need: a list for each. */
export function byGroup(metrics: readonly OtherMetric[]): readonly (readonly OtherMetric[])[] {
  return Object.values(METRIC_GROUPS)
    .map((group) => metrics.filter((metric) => group.includes(metric)))
    .filter((group) => group.length > 0);
}

/** Whether some of them are counted. */
export function isOfCounting(metrics: readonly OtherMetric[]): boolean {
  return metrics.some((metric) => !METRIC_GROUPS.running.includes(metric));
}
