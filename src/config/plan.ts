import type { ComparisonOptions, TestDeclaration, TestPlan } from '../model/suite.ts';
import type { PerformanceConfig } from './performance-config.ts';

const PROCESSES = 5;
// A comparison is decided on one number a pair of processes: 8 pairs catch most slow-downs of 5 % beyond the limit.
const COMPARISON_PAIRS = 8;

/** Defaults that the specification's configuration does not name. */
export const planDefaults = {
  maxDuration: 3,
  timeLimit: 60,
  thresholdFactor: 1.2,
  tolerancePercent: 2,
  maxOverheadPercent: 20,
} as const;

/** What may be set for a whole run, over what a test says. */
export interface PlanOverrides {
  readonly iterations?: number | undefined;
  readonly processes?: number | undefined;
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
    processes: overrides.processes ?? options.processes ?? (kind === 'comparison' ? COMPARISON_PAIRS : PROCESSES),
    maxDuration: settled.maxDuration!,
    timeLimit: settled.timeLimit! * (isCI ? config.ciTimeoutMultiplier : 1),
    thresholdFactor: settled.thresholdFactor!,
    tolerancePercent: settled.tolerancePercent!,
    statisticalMethod: options.statisticalMethod ?? config.statisticalMethod,
    maxOverheadPercent: settled.maxOverheadPercent!,
  };
}
