import type { Scatter } from '../model/metric.ts';
import type { ComparisonOptions, TestPlan } from '../model/suite.ts';
import { TEST_OPTIONS } from '../model/test-options.ts';

/** What may be set for a whole run, over what a test says. */
export interface PlanOverrides {
  readonly iterations?: number | undefined;
  readonly processes?: number | undefined;
}

// What hardly scatters needs no more to be seen; the first call of a process is often not like the others.
const COUNTED = { processes: 2, iterations: 3, warmupIterations: 1 } as const;

/**
 * What a metric's plan has otherwise than that of a test which is timed: as many processes and calls as its scatter asks for. What is
 * the same each time is called twice in one process, whatever is asked for, which shows that it is the same.
 */
export function planOfScatter(
  scatter: Scatter,
  { options, overrides }: { readonly options: ComparisonOptions; readonly overrides: PlanOverrides },
): Partial<TestPlan> {
  if (scatter === 'sampled') return {};
  const { ofExact } = TEST_OPTIONS.tolerancePercent;
  const tolerancePercent = options.tolerancePercent ?? ofExact;
  if (scatter === 'single') return { tolerancePercent, processes: 1, iterations: 2, warmupIterations: 0 };
  return {
    tolerancePercent,
    processes: overrides.processes ?? options.processes ?? COUNTED.processes,
    iterations: overrides.iterations ?? options.iterations ?? COUNTED.iterations,
    warmupIterations: options.warmupIterations ?? COUNTED.warmupIterations,
  };
}
