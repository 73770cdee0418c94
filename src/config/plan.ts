import { othersIn } from '../model/function-metrics.ts';
import type { ComparisonOptions, TestDeclaration, TestPlan } from '../model/suite.ts';
import { COMPARISON_OPTIONS, TEST_OPTIONS } from '../model/test-options.ts';
import type { PerformanceConfig } from './performance-config.ts';
import { type PlanOverrides, planOfScatter } from './plan-of-scatter.ts';

export type { PlanOverrides } from './plan-of-scatter.ts';

const { processes } = TEST_OPTIONS;

/** Defaults that the specification's configuration does not name. */
export const planDefaults = {
  maxDuration: TEST_OPTIONS.maxDuration.default,
  timeLimit: TEST_OPTIONS.timeLimit.default,
  thresholdFactor: TEST_OPTIONS.thresholdFactor.default,
  tolerancePercent: TEST_OPTIONS.tolerancePercent.default,
  maxOverheadPercent: COMPARISON_OPTIONS.maxOverheadPercent.default,
} as const;

const processesByDefault: Readonly<Record<'test' | 'comparison', number>> = {
  test: processes.default,
  comparison: processes.ofComparisons,
};

/**
 * Resolves a test's options. First the run's overrides count, then what the test says, then the configuration, then the
 * defaults.
 */
export function planTest(
  { kind, options, metric }: TestDeclaration,
  config: PerformanceConfig,
  { isCI, overrides = {} }: { readonly isCI: boolean; readonly overrides?: PlanOverrides },
): TestPlan {
  const settled: ComparisonOptions = { ...planDefaults, ...options };
  const plan: TestPlan = {
    iterations: overrides.iterations ?? options.iterations ?? config.defaultIterations,
    warmupIterations: options.warmupIterations ?? config.warmupIterations,
    processes: overrides.processes ?? options.processes ?? processesByDefault[kind === 'comparison' ? kind : 'test'],
    maxDuration: settled.maxDuration!,
    timeLimit: settled.timeLimit! * (isCI ? config.ciTimeoutMultiplier : 1),
    thresholdFactor: settled.thresholdFactor!,
    tolerancePercent: settled.tolerancePercent!,
    statisticalMethod: options.statisticalMethod ?? config.statisticalMethod,
    maxOverheadPercent: settled.maxOverheadPercent!,
    // What functions are compared by is in what declares them, and what has a metric of its own has no other.
    metrics: kind === 'test' ? ['time', ...othersIn(overrides.metrics ?? options.metrics ?? config.metrics)] : ['time'],
  };
  return metric === undefined ? plan : { ...plan, ...planOfScatter(metric.scatter, { options, overrides }) };
}
