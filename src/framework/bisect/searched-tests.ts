import { planDefaults } from '../../config/plan.ts';
import { UsageError } from '../../errors.ts';
import { METRIC_TOLERANCE_PERCENT } from '../../judge/constants.ts';
import type { CollectedFile } from '../../measure/processes/collect-tests.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import { FUNCTION_METRICS, type FunctionMetric } from '../../model/function-metrics.ts';
import { type Metric, PEAK_MEMORY, SYSTEM_TIME, TIME, USER_TIME } from '../../model/metric.ts';
import type { FailedTest } from '../../model/result.ts';
import { hintOfNames } from '../../nearest-names.ts';
import { missingMetrics } from '../suite/measure-metrics.ts';
import { planSuite, refuseOnlyInCi, requireTests } from '../suite/plan-suite.ts';
import type { BisectOptions } from './options.ts';

/** A test whose step is searched for. */
export interface SearchedTest {
  readonly test: PlannedTest;
  /** What is measured of it. */
  readonly metric: Metric;
  /** Names it among all: its file and its name. */
  readonly key: string;
}

/** The tests that can be searched, and why others cannot. */
export interface SearchedTests {
  readonly tests: readonly SearchedTest[];
  readonly failures: readonly FailedTest[];
  readonly warnings: readonly string[];
}

const METRICS_OF_COMMANDS: readonly Metric[] = [TIME, PEAK_MEMORY, USER_TIME, SYSTEM_TIME];

/**
 * Plans the tests that were asked for by name, or all of them.
 * @throws {UsageError} where there is no such test, or none has the metric.
 */
export async function planSearched(
  collected: readonly CollectedFile[],
  { tests: names, metric, config, iterations }: BisectOptions,
  { ciEnvironment: { isCI } }: EnvironmentContext,
): Promise<SearchedTests> {
  if (isCI) refuseOnlyInCi(collected);
  const declared = collected.flatMap((file) => ('tests' in file ? file.tests.map(({ name }) => name) : []));
  const broken = collected.flatMap((file) => ('failure' in file ? file.failure : []));
  const unknown = names.find((name) => !declared.includes(name));
  if (unknown !== undefined) throw unknownTest(unknown, declared, broken);
  const isOfFunctions = metric !== null && metric !== TIME.name && metric in FUNCTION_METRICS;
  const only = names.length === 0 ? {} : { only: names };
  const overrides = {
    iterations: iterations ?? undefined,
    ...(isOfFunctions && { metrics: [metric as FunctionMetric] }),
  };
  const plan = requireTests(planSuite(collected, { config, isCI, overrides, filter: null, ...only }), {
    filter: null,
    ...only,
  });
  const tests = plan.tests.flatMap((test): readonly SearchedTest[] => {
    const measured = metricOf(test, metric);
    return measured === null ? [] : [{ test, metric: measured, key: keyOf(test) }];
  });
  const left = plan.tests.filter((test) => !tests.some((each) => each.test === test));
  if (tests.length === 0) throw nothingToSearch(plan.tests, metric, [...broken, ...plan.failures]);
  await requireMeasurable(tests);
  return {
    tests,
    // Of named tests, other files are no concern.
    failures: names.length === 0 ? plan.failures : plan.failures.filter(({ testName }) => testName !== null),
    warnings: [
      ...left.map(({ declaration: { name } }) => `${JSON.stringify(name)} was left out: ${whyLeft(metric)}.`),
      ...plan.skipped.map(({ testName, message }) => `${JSON.stringify(testName)} was left out: ${message}`),
    ],
  };
}

/** Seconds that loading a file may take. */
export function loadLimit({ config }: Pick<BisectOptions, 'config'>, { ciEnvironment }: EnvironmentContext): number {
  return planDefaults.timeLimit * (ciEnvironment.isCI ? config.ciTimeoutMultiplier : 1);
}

/** Changes below this are no steps, in percent. The tolerance of functions by default is that of time. */
export function toleranceOf({ test: { declaration, plan }, metric }: SearchedTest): number {
  const isOfFunction = declaration.kind === 'test' && metric.name !== TIME.name;
  if (!isOfFunction) return plan.tolerancePercent;
  return declaration.options.tolerancePercent ?? METRIC_TOLERANCE_PERCENT[metric.scatter];
}

function keyOf({ file, declaration: { name } }: PlannedTest): string {
  return JSON.stringify([file, name]);
}

function metricOf({ declaration }: PlannedTest, wanted: string | null): Metric | null {
  switch (declaration.kind) {
    case 'comparison':
      return null;
    case 'metric':
      return wanted === null || wanted === declaration.metric?.name ? (declaration.metric ?? null) : null;
    case 'command':
      return METRICS_OF_COMMANDS.find(({ name }) => name === (wanted ?? TIME.name)) ?? null;
    default:
      return wanted === null ? TIME : (FUNCTION_METRICS[wanted as FunctionMetric] ?? null);
  }
}

function whyLeft(metric: string | null): string {
  return metric === null
    ? 'perf.compare compares two functions of one commit, and has no history of its own'
    : `it has no metric ${JSON.stringify(metric)}`;
}

async function requireMeasurable(tests: readonly SearchedTest[]): Promise<void> {
  const wanted = tests.some(({ test, metric }) => test.declaration.kind === 'test' && metric.name === 'instructions');
  const missing = await missingMetrics(wanted ? ['instructions'] : []);
  for (const [name, reason] of missing) throw new UsageError(`--metric ${name} cannot be measured here: ${reason}.`);
}

function unknownTest(name: string, declared: readonly string[], broken: readonly FailedTest[]): UsageError {
  const [first] = broken;
  const hint = declared.length === 0 ? 'there are none.' : hintOfNames(name, declared, 'tests');
  const also = first === undefined ? '' : ` ${first.file} does not load: ${first.message}`;
  return new UsageError(`No test is called ${JSON.stringify(name)}: ${hint}${also}`, { data: { name } });
}

function nothingToSearch(
  tests: readonly PlannedTest[],
  metric: string | null,
  broken: readonly FailedTest[],
): UsageError {
  const [first] = broken;
  if (first !== undefined && tests.length === 0) return new UsageError(`${first.file} does not load: ${first.message}`);
  if (metric === null) return new UsageError(`There is no test to search: ${whyLeft(null)}.`);
  const own = tests.flatMap(({ declaration }) => declaration.metric?.name ?? []);
  const ofFunctions = tests.some(({ declaration: { kind } }) => kind === 'test') ? Object.keys(FUNCTION_METRICS) : [];
  const ofCommands = tests.some(({ declaration: { kind } }) => kind === 'command') ? METRICS_OF_COMMANDS : [];
  const names = [...new Set([...ofFunctions, ...ofCommands.map(({ name }) => name), ...own])];
  return new UsageError(
    `No test has a metric ${JSON.stringify(metric)}: ${names.length === 0 ? 'there is none to measure.' : hintOfNames(metric, names, 'metrics')}`,
    { data: { metric } },
  );
}
