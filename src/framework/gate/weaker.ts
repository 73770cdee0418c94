import type { ConfigField } from '../../config/fields.ts';
import type { GateValue } from '../../model/gate.ts';
import type { TestPlan } from '../../model/suite.ts';

/** Whether a value lets more pass, or has less measured, than the one before it. */
export type IsWeaker = (before: GateValue, now: GateValue) => boolean;

const higher: IsWeaker = (before, now) => now > before;
const lower: IsWeaker = (before, now) => now < before;
// It cannot be told which of the two is the weaker one.
const different: IsWeaker = () => true;
const becomes =
  (value: GateValue): IsWeaker =>
  (_, now) =>
    now === value;

/** When the default is written as 0, it is this many seconds. */
const DEFAULT_BUDGET = 300;

/** Which way the options of a test are weaker; null for what has no say in its verdict. */
export const WEAKER_LIMIT: Readonly<Record<keyof TestPlan, IsWeaker | null>> = {
  tolerancePercent: higher,
  thresholdFactor: higher,
  maxOverheadPercent: higher,
  timeLimit: higher,
  processes: lower,
  iterations: lower,
  maxDuration: lower,
  warmupIterations: lower,
  statisticalMethod: different,
};

/** The same of the configuration. What is a default of a test's options is seen there. */
export const WEAKER_SETTING: Readonly<Record<ConfigField, IsWeaker | null>> = {
  cacheDirectory: different,
  baselineRetentionDays: lower,
  confidenceLevel: higher,
  defaultIterations: null,
  warmupIterations: null,
  ciTimeoutMultiplier: higher,
  statisticalMethod: null,
  outlierDetectionMethod: null,
  regressionTestMethod: null,
  adaptationRate: higher,
  recording: different,
  enableCaching: becomes(false),
  mainBranch: different,
  confirm: becomes('history'),
  against: different,
  confirmBudget: (before, now) => lower(before || DEFAULT_BUDGET, now || DEFAULT_BUDGET),
  prepare: different,
  prepareTimeout: null,
  logLevel: null,
  performanceOverheadLimit: null,
};
