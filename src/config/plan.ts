import { type FunctionMetric, othersIn } from '../model/function-metrics.ts';
import type { ComparisonOptions, TestDeclaration, TestPlan } from '../model/suite.ts';
import { COMPARISON_OPTIONS, TEST_OPTIONS } from '../model/test-options.ts';
import type { PerformanceConfig } from './performance-config.ts';

const { processes } = TEST_OPTIONS;

/** Defaults that the specification's configuration does not name. */
export const planDefaults = {
  maxDuration: TEST_OPTIONS.maxDuration.default,
  timeLimit: TEST_OPTIONS.timeLimit.default,
  thresholdFactor: TEST_OPTIONS.thresholdFactor.default,
  tolerancePercent: TEST_OPTIONS.tolerancePercent.default,
  maxOverheadPercent: COMPARISON_OPTIONS.maxOverheadPercent.default,
} as const;

const processesByDefault: Readonly<Record<TestDeclaration['kind'], number>> = {
  test: processes.default,
  comparison: processes.ofComparisons,
};

/** What may be set for a whole run, over what a test says. */
export interface PlanOverrides {
  readonly iterations?: number | undefined;
  readonly processes?: number | undefined;
  readonly metrics?: readonly FunctionMetric[] | undefined;
}

/**
 * Resolves a test's options. First the run's overrides count, then what the test says, then the configuration, then the
 * defaults.
 */
export function planTest(
  { kind, options }: TestDeclaration,
  config: PerformanceConfig,
  { isCI, overrides = {} }: { readonly isCI: boolean; readonly overrides?: PlanOverrides },
): TestPlan {
  const settled: ComparisonOptions = { ...planDefaults, ...options };
  return {
    iterations: overrides.iterations ?? options.iterations ?? config.defaultIterations,
    warmupIterations: options.warmupIterations ?? config.warmupIterations,
    processes: overrides.processes ?? options.processes ?? processesByDefault[kind],
    maxDuration: settled.maxDuration!,
    timeLimit: settled.timeLimit! * (isCI ? config.ciTimeoutMultiplier : 1),
    thresholdFactor: settled.thresholdFactor!,
    tolerancePercent: settled.tolerancePercent!,
    statisticalMethod: options.statisticalMethod ?? config.statisticalMethod,
    maxOverheadPercent: settled.maxOverheadPercent!,
    // Two functions are compared by time alone.
    metrics:
      kind === 'comparison' ? ['time'] : ['time', ...othersIn(overrides.metrics ?? options.metrics ?? config.metrics)],
  };
}
