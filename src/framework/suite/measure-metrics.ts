import type { CalledFallbacks } from '../../dependencies/fallback-ledger.ts';
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
import { type InstructionCounter, instructionCounter } from './hardware-counters.ts';

/** Fresh processes for each group of metrics: fewer than for time, because what is counted is nearly the same in each. */
const PROCESSES = 3;
/** The same of what is counted of each function of a comparison: one of them may be an odd one. */
const ROUNDS_OF_COUNTING = 5;

/** What processes told of a test besides time. */
export interface MeasuredFigures {
  /** Of each function and metric, what its processes told, in their order. */
  readonly of: (side: Side, metric: OtherMetric) => readonly ProcessFigures[];
  /** Which metrics cannot be measured here, and why not and what to do, as a sentence without its full stop. */
  readonly missing: ReadonlyMap<OtherMetric, string>;
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
  /** Default: that of this machine, if it has one. */
  readonly counter?: InstructionCounter | undefined;
}

/** One process, which measures metrics of one group. */
export interface MetricStep {
  readonly test: PlannedTest;
  readonly side: Side;
  readonly metrics: readonly OtherMetric[];
  readonly round: number;
  readonly rounds: number;
}

/** What one process measured. */
export interface TakenMetrics extends CalledFallbacks {
  readonly figures: readonly ProcessFigures[];
}

/** What one process measured. */
export interface TakenMetrics extends CalledFallbacks {
  readonly figures: readonly ProcessFigures[];
}

/** Metrics of a test of one function, of several processes. */
export interface MeasuredMetrics {
  readonly metrics: readonly MeasuredMetric[];
  /** The fallbacks that were called meanwhile. */
  readonly fallbacks: readonly UsedFallback[];
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
  { pool, signal, onStep, counter = instructionCounter() }: MeasureMetricsOptions,
): Promise<MetricsOutcome> {
  const tally: Tally = { told: new Map(), failures: new Map() };
  const { told, failures } = tally;
  const steps = metricSteps(tests);
  const missing = await missingMetrics(
    steps.flatMap(({ metrics }) => metrics),
    counter,
  );
  for (const [done, step] of steps.entries()) {
    const { test, metrics, round, rounds } = step;
    if (metrics.every((metric) => missing.has(metric))) toldOf(test, tally);
    else if (!failures.has(test)) await takeStep(step, tally, { pool, signal, counter });
    onStep?.({ testName: test.declaration.name, done: done + 1, total: steps.length, round: round + 1, rounds });
  }
  const whole = [...told].filter(([test]) => !failures.has(test));
  return { measured: new Map(whole.map(([test, each]) => [test, figuresOf(each, missing)])), failures };
}

interface Tally {
  readonly told: Map<PlannedTest, Told>;
  readonly failures: Map<PlannedTest, FailedTest>;
}

async function takeStep(step: MetricStep, tally: Tally, tools: MeasureMetricsOptions): Promise<void> {
  const { test, side } = step;
  const taken = await takeMetrics(step, tools);
  if ('failure' in taken) {
    tally.failures.set(test, taken.failure);
    return;
  }
  const { figures, fallbacks } = toldOf(test, tally);
  figures.push(...taken.figures.map((each) => ({ ...each, side })));
  fallbacks.push(...(taken.fallbacks ?? []));
}

/** Has one fresh process measure metrics. */
export async function takeMetrics(
  { test, side, metrics, round }: Omit<MetricStep, 'rounds'>,
  { pool, signal, counter = instructionCounter() }: MeasureMetricsOptions,
): Promise<TakenMetrics | { readonly failure: FailedTest }> {
  const { declaration, file, load, plan } = test;
  const testName = declaration.name;
  const { warmupIterations, maxDuration, timeLimit } = plan;
  const options = { warmupIterations, maxDuration, event: counter.event };
  const outcome = await pool.ask({ kind: 'metrics', load, testName, side, metrics, options }, timeLimit, signal);
  if (outcome.kind === 'metrics') return outcome;
  const askAgain = () => pool.ask({ kind: 'smoke', load, testName, diesOfErrors: true }, timeLimit, signal);
  const failure = await explainedTest(failureOf(outcome, file, testName, round), outcome, askAgain);
  const of = declaration.functions === undefined ? '' : ` of function ${JSON.stringify(side)}`;
  return { failure: { ...failure, message: `While ${metrics.join(', ')}${of} was measured: ${failure.message}` } };
}

function toldOf(test: PlannedTest, { told }: Tally): Told {
  const own = told.get(test) ?? { figures: [], fallbacks: [] };
  told.set(test, own);
  return own;
}

interface Told {
  readonly figures: (ProcessFigures & { readonly side: Side })[];
  readonly fallbacks: UsedFallback[];
}

function figuresOf({ figures, fallbacks }: Told, missing: MeasuredFigures['missing']): MeasuredFigures {
  const of = (side: Side, name: OtherMetric) => figures.filter((each) => each.side === side && each.metric === name);
  return { of, missing, fallbacks };
}

/** Which of these metrics cannot be measured here, and why not: a counter is looked for where one of them needs it. */
export async function missingMetrics(
  metrics: readonly OtherMetric[],
  counter: InstructionCounter = instructionCounter(),
): Promise<MeasuredFigures['missing']> {
  if (!metrics.includes('instructions')) return new Map();
  const { reason } = await counter.ask();
  return new Map(reason === null ? [] : [['instructions', reason]]);
}

/** What could not be measured of a test, each with why not. */
export function missingOf(
  test: PlannedTest,
  { missing }: MeasuredFigures,
): readonly (readonly [OtherMetric, string])[] {
  return metricsOf(test).flatMap((name) => {
    const reason = missing.get(name);
    return reason === undefined ? [] : [[name, reason] as const];
  });
}

/** The metrics of a test of one function, as they are held against its past. */
export function metricsMeasured(test: PlannedTest, { of, missing }: MeasuredFigures): readonly MeasuredMetric[] {
  const [side] = sidesOf(test.declaration);
  const measured = metricsOf(test).filter((name) => !missing.has(name));
  return measured.map((name) => metricFrom(name, of(side, name)));
}

/** Metrics by what several processes measured, for a test of one function. */
export function metricsFrom(answers: readonly TakenMetrics[], names: readonly OtherMetric[]): MeasuredMetrics {
  const figures = answers.flatMap((answer) => answer.figures);
  return {
    metrics: names.map((name) =>
      metricFrom(
        name,
        figures.filter(({ metric }) => metric === name),
      ),
    ),
    fallbacks: answers.flatMap(({ fallbacks = [] }) => fallbacks),
  };
}

function metricFrom(name: OtherMetric, own: readonly ProcessFigures[]): MeasuredMetric {
  const how = new Set(own.flatMap((each) => each.how ?? []));
  return {
    ...FUNCTION_METRICS[name],
    value: median(own.map(({ samples }) => median(samples))),
    figures: { kind: 'processes', processes: own.map(({ samples }) => samples) },
    relativeError: errorOfCounting(own),
    ...(how.size > 0 && { how: [...how].join(' ') }),
  };
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
