import { type ConfigField, fieldNames, type PerformanceConfigFields } from '../../config/fields.ts';
import { keyOf } from '../../config/keys.ts';
import { PerformanceConfig } from '../../config/performance-config.ts';
import { planTest } from '../../config/plan.ts';
import { METRIC_TOLERANCE_PERCENT } from '../../judge/constants.ts';
import type { CollectedFile } from '../../measure/processes/collect-tests.ts';
import { FUNCTION_METRICS, othersIn } from '../../model/function-metrics.ts';
import type { Gate, GatedTest, GateValue } from '../../model/gate.ts';
import type { TestDeclaration, TestPlan } from '../../model/suite.ts';
import { leftOutOf } from '../suite/plan-suite.ts';

/** The gate that files and a configuration make. What cannot be loaded is not in it. */
export function gateOf(files: readonly CollectedFile[], config: PerformanceConfigFields): Gate {
  return { tests: files.flatMap((collected) => gatedTests(collected, config)), settings: settingsOf(config) };
}

function gatedTests(collected: CollectedFile, config: PerformanceConfigFields): readonly GatedTest[] {
  if ('failure' in collected) return [];
  const reasons = new Map(leftOutOf(collected).map(({ testName, reason }) => [testName, reason]));
  return collected.tests.map((declaration) => ({
    key: declaration.options.baselineKey ?? declaration.name,
    testName: declaration.name,
    kind: declaration.kind,
    file: collected.file.name,
    ...(declaration.metric && { metric: { unit: declaration.metric.unit, better: declaration.metric.better } }),
    leftOut: reasons.get(declaration.name) ?? null,
    // As the files and the configuration have it: not what the command line, or CI, makes of it.
    limits: limitsOf(planTest(declaration, new PerformanceConfig(config), { isCI: false }), declaration),
  }));
}

// Of a comparison of functions the limit is its overhead, of a test everything else.
const OF_TESTS: readonly (keyof TestPlan)[] = ['tolerancePercent', 'thresholdFactor', 'statisticalMethod', 'metrics'];
const OF_COMPARISONS: readonly (keyof TestPlan)[] = ['maxOverheadPercent'];
// A command is no loop: of its runs each is a process.
const NOT_OF_COMMANDS: readonly (keyof TestPlan)[] = [
  ...OF_COMPARISONS,
  'iterations',
  'maxDuration',
  'statisticalMethod',
];
const FOREIGN = {
  test: OF_COMPARISONS,
  comparison: OF_TESTS,
  metric: OF_COMPARISONS,
  command: NOT_OF_COMMANDS,
} as const;

function limitsOf(plan: TestPlan, { kind, options }: TestDeclaration): Readonly<Record<string, GateValue>> {
  const foreign: readonly (keyof TestPlan)[] = FOREIGN[kind];
  const names = (Object.keys(WEAKER_LIMIT) as (keyof TestPlan)[]).filter(
    (name) => WEAKER_LIMIT[name] !== null && !foreign.includes(name),
  );
  const ofMetrics = (kind === 'test' ? othersIn(plan.metrics) : []).map((name) => [
    `${TOLERANCE_OF}${name}`,
    options.tolerancePercent ?? METRIC_TOLERANCE_PERCENT[FUNCTION_METRICS[name].scatter],
  ]);
  return Object.fromEntries([...names.map((name) => [name, gateValueOf(plan[name])]), ...ofMetrics]);
}

// As text with commas, which is how a list is given to a variable as well.
function gateValueOf(value: GateValue | readonly string[]): GateValue {
  return typeof value === 'object' ? value.join(',') : value;
}

function settingsOf(config: PerformanceConfigFields): Readonly<Record<string, GateValue>> {
  const fields = fieldNames.filter((field: ConfigField) => WEAKER_SETTING[field] !== null);
  return Object.fromEntries(fields.map((field) => [keyOf(field), gateValueOf(config[field])]));
}

/** How the limit of a metric besides time begins, whose default is its own. */
const TOLERANCE_OF = 'tolerancePercent of ';

/** Which way a limit is weaker; null where it has no say in verdicts. */
export function weakerLimit(option: string): IsWeaker | null | undefined {
  return option.startsWith(TOLERANCE_OF) ? WEAKER_LIMIT.tolerancePercent : WEAKER_LIMIT[option as keyof TestPlan];
}

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

// Of a list with commas.
function hasLess(before: GateValue, now: GateValue): boolean {
  const present = String(now).split(',');
  return String(before)
    .split(',')
    .some((word) => !present.includes(word));
}

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
  metrics: hasLess,
};

/** The same of the configuration. What is a default of a test's options is seen there. */
export const WEAKER_SETTING: Readonly<Record<ConfigField, IsWeaker | null>> = {
  cacheDirectory: different,
  store: different,
  storeRequired: becomes(false),
  project: different,
  baselineRetentionDays: lower,
  baselineRetentionRuns: lower,
  confidenceLevel: higher,
  defaultIterations: null,
  warmupIterations: null,
  ciTimeoutMultiplier: higher,
  statisticalMethod: null,
  metrics: null,
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
