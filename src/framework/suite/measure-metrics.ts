import type { CalledFallbacks } from '../../dependencies/fallback-ledger.ts';
import type { ProcessFigures } from '../../measure/metrics/figures.ts';
import { byGroup } from '../../measure/metrics/groups.ts';
import { failureOf } from '../../measure/processes/failure.ts';
import type { StepProgress } from '../../measure/processes/measure-tests.ts';
import { type PlannedTest, rotate } from '../../measure/processes/schedule.ts';
import type { WorkerPool } from '../../measure/processes/worker-process.ts';
import { explainedTest } from '../../measure/processes/wrong-syntax.ts';
import type { UsedFallback } from '../../model/dependencies.ts';
import { FUNCTION_METRICS, type OtherMetric, othersIn } from '../../model/function-metrics.ts';
import type { MeasuredMetric } from '../../model/measured-metric.ts';
import type { FailedTest } from '../../model/result.ts';
import { median } from '../../statistics/core/median.ts';

/** Fresh processes for each group of metrics: fewer than for time, because what is counted is nearly the same in each. */
const PROCESSES = 3;

/** The metrics of a test besides time, as they were measured. */
export interface MeasuredMetrics {
  readonly metrics: readonly MeasuredMetric[];
  /** The fallbacks that were called meanwhile. */
  readonly fallbacks: readonly UsedFallback[];
}

/** What came of measuring them; a test that has no others than time is in neither. */
export interface MetricsOutcome {
  readonly measured: ReadonlyMap<PlannedTest, MeasuredMetrics>;
  readonly failures: ReadonlyMap<PlannedTest, FailedTest>;
}

/** What measuring metrics works with. */
export interface MeasureMetricsOptions {
  readonly pool: WorkerPool;
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: ((progress: StepProgress) => void) | undefined;
}

/** One process, which measures metrics of one group. */
export interface MetricStep {
  readonly test: PlannedTest;
  readonly metrics: readonly OtherMetric[];
  readonly round: number;
}

/** What one process measured. */
export interface TakenMetrics extends CalledFallbacks {
  readonly figures: readonly ProcessFigures[];
}

/** The processes that the other metrics of tests need, in their order: interleaved, as those of time are. */
export function metricSteps(tests: readonly PlannedTest[]): readonly MetricStep[] {
  const all = tests.flatMap((test) => byGroup(othersIn(test.plan.metrics)).map((metrics) => ({ test, metrics })));
  return Array.from({ length: PROCESSES }, (_, round) => rotate(all, round).map((each) => ({ ...each, round }))).flat();
}

/**
 * Measures the other metrics of tests, in processes of their own, so that time is not disturbed. A test that fails is left out from
 * then on; the others are still measured.
 */
export async function measureMetricsOf(
  tests: readonly PlannedTest[],
  { pool, signal, onStep }: MeasureMetricsOptions,
): Promise<MetricsOutcome> {
  const taken = new Map<PlannedTest, TakenMetrics[]>();
  const failures = new Map<PlannedTest, FailedTest>();
  const steps = metricSteps(tests);
  for (const [done, step] of steps.entries()) {
    const { test, round } = step;
    if (!failures.has(test)) {
      const outcome = await takeMetrics(step, { pool, signal });
      if ('failure' in outcome) failures.set(test, outcome.failure);
      else taken.set(test, [...(taken.get(test) ?? []), outcome]);
    }
    const testName = test.declaration.name;
    onStep?.({ testName, done: done + 1, total: steps.length, round: round + 1, rounds: PROCESSES });
  }
  const whole = [...taken].filter(([test]) => !failures.has(test));
  return {
    measured: new Map(whole.map(([test, answers]) => [test, metricsFrom(answers, othersIn(test.plan.metrics))])),
    failures,
  };
}

/** Has one fresh process measure metrics. */
export async function takeMetrics(
  { test, metrics, round }: MetricStep,
  { pool, signal }: MeasureMetricsOptions,
): Promise<TakenMetrics | { readonly failure: FailedTest }> {
  const { declaration, file, load, plan } = test;
  const testName = declaration.name;
  const { warmupIterations, maxDuration, timeLimit } = plan;
  const options = { warmupIterations, maxDuration };
  const outcome = await pool.ask({ kind: 'metrics', load, testName, metrics, options }, timeLimit, signal);
  if (outcome.kind === 'metrics') return outcome;
  const askAgain = () => pool.ask({ kind: 'smoke', load, testName, diesOfErrors: true }, timeLimit, signal);
  const failure = await explainedTest(failureOf(outcome, file, testName, round), outcome, askAgain);
  return { failure: { ...failure, message: `While ${metrics.join(', ')} was measured: ${failure.message}` } };
}

/** Metrics by what several processes measured. */
export function metricsFrom(answers: readonly TakenMetrics[], names: readonly OtherMetric[]): MeasuredMetrics {
  const processes = answers.flatMap(({ figures }) => figures);
  const metrics = names.map((name): MeasuredMetric => {
    const own = processes.filter(({ metric }) => metric === name);
    const how = new Set(own.flatMap((each) => each.how ?? []));
    return {
      ...FUNCTION_METRICS[name],
      value: median(own.map(({ samples }) => median(samples))),
      figures: { kind: 'processes', processes: own.map(({ samples }) => samples) },
      relativeError: errorOfCounting(own.flatMap(({ events }) => events ?? [])),
      ...(how.size > 0 && { how: [...how].join(' ') }),
    };
  });
  return { metrics, fallbacks: answers.flatMap(({ fallbacks = [] }) => fallbacks) };
}

/**
 * By how much a figure differs by chance because what it is made of is counted one by one: of events that come at regular
 * distances, a window of time holds one more or one fewer. As a share of it; 0 where nothing is counted so.
 */
function errorOfCounting(events: readonly number[]): number {
  const sum = events.reduce((all, each) => all + each, 0);
  return sum === 0 ? 0 : events.length / sum;
}
