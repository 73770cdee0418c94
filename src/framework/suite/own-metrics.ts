import { fallbacksIn } from '../../judge/stand-ins.ts';
import type { MetricCalls } from '../../measure/own-metric.ts';
import { failureOf } from '../../measure/processes/failure.ts';
import type { MeasureTestsOptions } from '../../measure/processes/measure-tests.ts';
import { type PlannedTest, type Step, scheduleSteps } from '../../measure/processes/schedule.ts';
import type { WorkerOutcome } from '../../measure/processes/worker-process.ts';
import { explainedTest } from '../../measure/processes/wrong-syntax.ts';
import type { UsedFallback } from '../../model/dependencies.ts';
import type { MeasuredMetric } from '../../model/measured-metric.ts';
import type { FailedTest } from '../../model/result.ts';
import { estimateOf } from '../metrics/figures.ts';
import { type JudgedMetric, judgeMetrics, type MetricTools } from '../metrics/judge-metrics.ts';
import { resultOfJudged } from '../metrics/metric-results.ts';
import type { ToJudge } from './judge-last.ts';
import type { JudgedBeside } from './judge-suite.ts';
import { baselineKeyOf } from './plan-suite.ts';

/** A number of the user's own, as several processes returned it. */
export interface MeasuredOwnMetric {
  readonly test: PlannedTest;
  readonly metric: MeasuredMetric;
  /** What stood in for functions meanwhile. */
  readonly fallbacks: readonly UsedFallback[];
}

/** What became of the metrics of a run. */
export interface OwnMetricsOutcome {
  readonly measured: readonly MeasuredOwnMetric[];
  readonly failures: readonly FailedTest[];
}

const METHOD = 'fresh_processes';

/**
 * Measures numbers of the user's own in fresh processes, round by round, one process at a time. A test that fails is left out from
 * then on; the others are still measured.
 */
export async function measureOwnMetrics(
  tests: readonly PlannedTest[],
  tools: MeasureTestsOptions,
): Promise<OwnMetricsOutcome> {
  const answers = new Map<PlannedTest, Figures[]>(tests.map((test) => [test, []]));
  const failures = new Map<PlannedTest, FailedTest>();
  const steps = scheduleSteps(tests);
  for (const [i, step] of steps.entries()) {
    const { test, round } = step;
    if (!failures.has(test)) {
      const taken = await takeOwnMetric(step, tools);
      if ('failure' in taken) failures.set(test, taken.failure);
      else answers.get(test)!.push(taken);
    }
    const { declaration, plan } = test;
    const progress = { done: i + 1, total: steps.length, round: round + 1, rounds: plan.processes };
    tools.onStep?.({ testName: declaration.name, ...progress });
  }
  return {
    measured: tests.filter((test) => !failures.has(test)).map((test) => measuredOf(test, answers.get(test)!)),
    failures: [...failures.values()],
  };
}

type Figures = Pick<Extract<WorkerOutcome, { kind: 'figures' }>, 'figures' | 'fallbacks'>;

/** Has one fresh process call the function of a metric. */
async function takeOwnMetric(
  { test, round }: Pick<Step, 'test' | 'round'>,
  { pool, signal }: MeasureTestsOptions,
): Promise<Figures | { readonly failure: FailedTest }> {
  const { declaration, file, load, plan } = test;
  const testName = declaration.name;
  const request = { kind: 'own_metric', load, testName, calls: callsOf(test) } as const;
  const outcome = await pool.ask(request, plan.timeLimit, signal);
  if (outcome.kind === 'figures') return outcome;
  const askAgain = () => pool.ask({ ...request, diesOfErrors: true }, plan.timeLimit, signal);
  return { failure: await explainedTest(failureIn(outcome, test, round), outcome, askAgain) };

  function failureIn(ended: WorkerOutcome, { plan: { timeLimit } }: PlannedTest, of: number): FailedTest {
    const failure = failureOf(ended, file, testName, of);
    if (ended.kind !== 'timed_out' || 'isUnready' in ended) return failure;
    return { ...failure, message: outOfTime(callsOf(test), timeLimit, ended.firstCall) };
  }
}

/** Numbers that a process returns at least, where each is another one. */
const LEAST_OF_SAMPLED = 3;

function callsOf({ declaration, plan }: PlannedTest): MetricCalls {
  const { iterations: most, warmupIterations: warmUp, maxDuration } = plan;
  const isSampled = declaration.metric!.scatter === 'sampled';
  // What hardly scatters needs all of the few that it has.
  return { warmUp, least: isSampled ? Math.min(LEAST_OF_SAMPLED, most) : most, most, maxDuration };
}

function outOfTime({ warmUp, least }: MetricCalls, timeLimit: number, firstCall: number | null): string {
  const killed = `The test was killed at its time limit of ${timeLimit} s.`;
  if (firstCall === null) {
    return `${killed} Neither its set-up nor a first call had ended by then: look for what never ends, or raise \`timeLimit\`.`;
  }
  const calls = Math.min(1, warmUp) + least;
  return (
    `${killed} Its first call took ${Number(firstCall.toPrecision(2))} s, and a process makes ${calls} at least: set \`timeLimit\` to more than ` +
    'that takes, or do in `setup` what is needed once.'
  );
}

function measuredOf(test: PlannedTest, answers: readonly Figures[]): MeasuredOwnMetric {
  const measured: MeasuredMetric = {
    ...test.declaration.metric!,
    value: 0,
    figures: { kind: 'processes', processes: answers.map(({ figures }) => figures) },
  };
  return { test, metric: { ...measured, value: estimateOf(measured) }, fallbacks: fallbacksIn(answers) };
}

/** What judging them works with: what the run has, and the commit's state. */
export interface OwnMetricTools extends MetricTools {
  readonly isDirty: boolean | null;
}

/** Each metric, to be held against its series. */
export function ownMetricsToJudge(metrics: readonly MeasuredOwnMetric[], tools: OwnMetricTools): readonly ToJudge[] {
  const { sessionId: runId, ciEnvironment } = tools.context;
  const { commit, branch } = ciEnvironment;
  return metrics.map((measured) => {
    const { test, metric, fallbacks } = measured;
    const asked = {
      baselineKey: baselineKeyOf(test),
      method: METHOD,
      metrics: [metric],
      fallbacks,
      plan: test.plan,
    } as const;
    return {
      test,
      judge: async ({ recordedAt, isCutShort }) => {
        const place = { runId, recordedAt, commit, branch, isDirty: tools.isDirty };
        const [own] = await judgeMetrics(asked, place, { ...tools, isCutShort });
        return { beside: settling(measured, own!, { recordedAt, tools }) };
      },
    };
  });
}

function settling(
  { test, metric }: MeasuredOwnMetric,
  own: JudgedMetric,
  { recordedAt, tools }: { readonly recordedAt: string; readonly tools: OwnMetricTools },
): JudgedBeside {
  const { config, context } = tools;
  return {
    records: own.record === null ? [] : [own.record],
    result: (failure) =>
      resultOfJudged({
        testName: test.declaration.name,
        baselineKey: baselineKeyOf(test),
        file: test.file,
        method: METHOD,
        samples: metric.figures.kind === 'processes' ? metric.figures.processes.flat() : [],
        estimate: metric.value,
        environmentContext: context,
        timestamp: recordedAt,
        judged: [own],
        failure,
        config,
      }),
  };
}
