import type { ResourceMetrics } from '../model/environment.ts';
import type { ProcessMeasurement } from '../model/measurement.ts';
import { median } from '../statistics/core/median.ts';

type Metric = {
  [Name in keyof ResourceMetrics]: ResourceMetrics[Name] extends number | null ? Name : never;
}[keyof ResourceMetrics];

interface Sign {
  readonly metric: Metric;
  /** From so many percent on, in half of the processes. */
  readonly from: number;
  readonly advice: string;
}

// The figures are in the result. They stay out of the words, so that what is true of a whole suite is said once.
const SIGNS: readonly Sign[] = [
  {
    metric: 'cpuStealPercent',
    from: 2,
    advice:
      'The hypervisor gave processor time to other machines while this was measured, which adds noise that nothing in here can avoid. Use a runner with processors of its own.',
  },
  {
    metric: 'cpuThrottledPercent',
    from: 1,
    advice:
      "The container's quota held processes back while this was measured, which makes some samples many times longer. Grant it a whole processor, or no quota.",
  },
  {
    metric: 'cpuOthersPercent',
    from: 25,
    advice:
      'Other programs kept much of the processors busy while this was measured, which slows code down through shared caches and cores. Stop them, or measure in a job of its own.',
  },
  {
    metric: 'memoryPressurePercent',
    from: 5,
    advice:
      'Programs had to wait for memory while this was measured: the machine was swapping or close to it. Stop other programs, or measure where there is more memory.',
  },
];

/**
 * What disturbed the measuring of a test, as advice: a sign counts where half of the processes show it. Empty where the
 * processes do not say what the machine was doing.
 */
export function adviceOnInterference(processes: readonly ProcessMeasurement[]): string[] {
  const windows = processes.flatMap(({ resources }) => resources ?? []);
  return SIGNS.filter(({ metric, from }) => typicalOf(windows, metric) >= from).map(({ advice }) => advice);
}

function typicalOf(windows: readonly ResourceMetrics[], metric: Metric): number {
  const known = windows.flatMap((window) => window[metric] ?? []);
  return known.length === 0 ? 0 : median(known);
}
