import type { ProcessFigures } from '../../measure/metrics/figures.ts';
import { byGroup, isOfCounting } from '../../measure/metrics/groups.ts';
import { failureOf } from '../../measure/processes/failure.ts';
import type { StepProgress } from '../../measure/processes/measure-tests.ts';
import { type PlannedTest, rotate, sidesOf } from '../../measure/processes/schedule.ts';
import type { WorkerPool } from '../../measure/processes/worker-process.ts';
import { explainedTest } from '../../measure/processes/wrong-syntax.ts';
import type { UsedFallback } from '../../model/dependencies.ts';
import { FUNCTION_METRICS, type OtherMetric, othersIn } from '../../model/function-metrics.ts';
import type { MeasuredMetric } from '../../model/measured-metric.ts';
import type { FailedTest } from '../../model/result.ts';
import type { Side } from '../../model/suite.ts';
import { median } from '../../statistics/core/median.ts';
import { aimsOf, measuredApart } from '../../suite/aims.ts';

/** Fresh processes for each group of metrics: fewer than for time, because what is counted is nearly the same in each. */
const PROCESSES = 3;
/** The same of what is counted of each function of a comparison: one of them may be an odd one. */
const ROUNDS_OF_COUNTING = 5;

/** What processes told of a test besides time. */
export interface MeasuredFigures {
  /** Of each function and metric, what its processes told, in their order. */
  readonly of: (side: Side, metric: OtherMetric) => readonly ProcessFigures[];
  /** The fallbacks that were called meanwhile. */
  readonly fallbacks: readonly UsedFallback[];
}

/** What came of measuring them; a test that has no others than time is in neither. */
export interface MetricsOutcome {
  readonly measured: ReadonlyMap<PlannedTest, MeasuredFigures>;
  readonly failures: ReadonlyMap<PlannedTest, FailedTest>;
}

/** What measuring metrics works with. */
export interface MeasureMetricsOptions {
  readonly pool: WorkerPool;
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: ((progress: StepProgress) => void) | undefined;
}

interface MetricStep {
  readonly test: PlannedTest;
  readonly side: Side;
  readonly metrics: readonly OtherMetric[];
  readonly round: number;
  readonly rounds: number;
}

/**
 * The processes that the other metrics of tests need, in their order: interleaved, as those of time are, and the functions of a
 * comparison next to each other.
 */
export function metricSteps(tests: readonly PlannedTest[]): readonly MetricStep[] {
  const all = tests.flatMap((test) =>
    byGroup(metricsOf(test)).map((metrics) => ({ test, metrics, rounds: roundsOf(test, metrics) })),
  );
  const most = Math.max(0, ...all.map(({ rounds }) => rounds));
  return Array.from({ length: most }, (_, round) => {
    const taking = all.filter(({ rounds }) => round < rounds);
    return rotate(taking, round).flatMap((each) =>
      rotate(sidesOf(each.test.declaration), round).map((side) => ({ ...each, side, round })),
    );
  }).flat();
}

function metricsOf({ declaration, plan }: PlannedTest): readonly OtherMetric[] {
  return declaration.kind === 'comparison' ? measuredApart(aimsOf(declaration.options)) : othersIn(plan.metrics);
}

// Fewer rounds than it takes cannot tell functions apart, and more tell nothing new of what is nearly the same in each.
function roundsOf({ declaration, plan }: PlannedTest, metrics: readonly OtherMetric[]): number {
  if (declaration.kind !== 'comparison') return PROCESSES;
  return isOfCounting(metrics) ? Math.min(ROUNDS_OF_COUNTING, plan.processes) : plan.processes;
}

/**
 * Measures the other metrics of tests, in processes of their own, so that time is not disturbed. A test that fails is left out from
 * then on; the others are still measured.
 */
export async function measureMetricsOf(
  tests: readonly PlannedTest[],
  { pool, signal, onStep }: MeasureMetricsOptions,
): Promise<MetricsOutcome> {
  const told = new Map<PlannedTest, Told>();
  const failures = new Map<PlannedTest, FailedTest>();
  const steps = metricSteps(tests);
  for (const [done, { test, side, metrics, round, rounds }] of steps.entries()) {
    const { declaration, file, load, plan } = test;
    const testName = declaration.name;
    if (!failures.has(test)) {
      const { warmupIterations, maxDuration, timeLimit } = plan;
      const options = { warmupIterations, maxDuration };
      const outcome = await pool.ask({ kind: 'metrics', load, testName, side, metrics, options }, timeLimit, signal);
      if (outcome.kind === 'metrics') {
        const known = told.get(test) ?? { figures: [], fallbacks: [] };
        known.figures.push(...outcome.figures.map((each) => ({ ...each, side })));
        known.fallbacks.push(...(outcome.fallbacks ?? []));
        told.set(test, known);
      } else {
        const askAgain = () => pool.ask({ kind: 'smoke', load, testName, diesOfErrors: true }, timeLimit, signal);
        const failure = await explainedTest(failureOf(outcome, file, testName, round), outcome, askAgain);
        const of = declaration.functions === undefined ? '' : ` of function ${JSON.stringify(side)}`;
        failures.set(test, {
          ...failure,
          message: `While ${metrics.join(', ')}${of} was measured: ${failure.message}`,
        });
      }
    }
    onStep?.({ testName, done: done + 1, total: steps.length, round: round + 1, rounds });
  }
  const whole = [...told].filter(([test]) => !failures.has(test));
  return { measured: new Map(whole.map(([test, each]) => [test, figuresOf(each)])), failures };
}

interface Told {
  readonly figures: (ProcessFigures & { readonly side: Side })[];
  readonly fallbacks: UsedFallback[];
}

function figuresOf({ figures, fallbacks }: Told): MeasuredFigures {
  return { of: (side, name) => figures.filter((each) => each.side === side && each.metric === name), fallbacks };
}

/** The metrics of a test of one function, as they are held against its past. */
export function metricsMeasured(test: PlannedTest, { of }: MeasuredFigures): readonly MeasuredMetric[] {
  const [side] = sidesOf(test.declaration);
  return metricsOf(test).map((name): MeasuredMetric => {
    const own = of(side, name);
    const how = new Set(own.flatMap((each) => each.how ?? []));
    return {
      ...FUNCTION_METRICS[name],
      value: median(own.map(({ samples }) => median(samples))),
      figures: { kind: 'processes', processes: own.map(({ samples }) => samples) },
      relativeError: errorOfCounting(own),
      ...(how.size > 0 && { how: [...how].join(' ') }),
    };
  });
}

/**
 * By how much a figure differs by chance because what it is made of is counted one by one: of events that come at regular
 * distances, a window of time holds one more or one fewer. As a share of it; 0 where nothing is counted so.
 */
export function errorOfCounting(figures: readonly ProcessFigures[]): number {
  const events = figures.flatMap((each) => each.events ?? []);
  const sum = events.reduce((all, each) => all + each, 0);
  return sum === 0 ? 0 : events.length / sum;
}
