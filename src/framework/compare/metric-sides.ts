import { byGroup } from '../../measure/metrics/groups.ts';
import type { WorkerPool } from '../../measure/processes/worker-process.ts';
import { FUNCTION_METRICS, type OtherMetric, othersIn } from '../../model/function-metrics.ts';
import type { Metric } from '../../model/metric.ts';
import type { FailedTest } from '../../model/result.ts';
import type { RevisionSide } from '../../model/revisions.ts';
import { type MeasuredMetrics, metricsFrom, takeMetrics } from '../suite/measure-metrics.ts';
import { measuredOf, takeOwnMetric } from '../suite/own-metrics.ts';
import type { PairedTest } from './pair-tests.ts';

/** Where processes are started, and what ends them early. */
export interface SideTools {
  readonly pool: WorkerPool;
  readonly signal: AbortSignal | undefined;
}

/** What the processes of one side measure of a test, as far as they have. */
export interface MetricSide {
  /** Has one more process measure, and returns why it did not; null where it did. */
  readonly take: (round: number) => Promise<FailedTest | null>;
  readonly measured: () => MeasuredMetrics;
}

/** Metrics of a test that one process measures together. */
export interface MetricsOfPair {
  readonly pair: PairedTest;
  readonly metrics: readonly Metric[];
  /** Processes of either side. */
  readonly rounds: number;
  readonly sideOf: (side: RevisionSide, tools: SideTools) => MetricSide;
}

// What is counted is nearly the same in each process; of what scatters, six bring what runs differ by down to where more do not help.
const ROUNDS_OF_COUNTED = 3;
const LEAST_ROUNDS_OF_SAMPLED = 6;

/**
 * What is to be measured of tests besides time.
 * @param most rounds of each.
 * @param missing what cannot be measured here.
 */
export function metricsOfPairs(
  pairs: readonly PairedTest[],
  most: number,
  missing: ReadonlyMap<OtherMetric, string> = new Map(),
): readonly MetricsOfPair[] {
  return pairs.flatMap((pair) => {
    const { declaration, plan } = pair.test;
    if (declaration.metric !== undefined) return ofOwn(pair, declaration.metric, Math.min(most, plan.processes));
    const here = othersIn(plan.metrics).filter((name) => !missing.has(name));
    return byGroup(here).map((names) => ofFunction(pair, names, most));
  });
}

function ofFunction(pair: PairedTest, names: readonly OtherMetric[], most: number): MetricsOfPair {
  const metrics = names.map((name): Metric => FUNCTION_METRICS[name]);
  const isSampled = metrics.some(({ scatter }) => scatter === 'sampled');
  const wanted = isSampled ? Math.max(LEAST_ROUNDS_OF_SAMPLED, pair.test.plan.processes) : ROUNDS_OF_COUNTED;
  return {
    pair,
    metrics,
    rounds: Math.min(most, wanted),
    sideOf: (side, tools) => {
      const test = testOn(pair, side);
      return collecting(
        (round) => takeMetrics({ test, side: 'candidate', metrics: names, round }, tools),
        (answers) => metricsFrom(answers, names),
      );
    },
  };
}

function ofOwn(pair: PairedTest, metric: Metric, rounds: number): MetricsOfPair {
  return {
    pair,
    metrics: [metric],
    rounds,
    sideOf: (side, tools) => {
      const test = testOn(pair, side);
      return collecting(
        (round) => takeOwnMetric({ test, round }, tools),
        (answers) => {
          const { metric: measured, fallbacks } = measuredOf(test, answers);
          return { metrics: [measured], fallbacks };
        },
      );
    },
  };
}

/** The test as a side loads it. */
function testOn({ test, baseLoad }: PairedTest, side: RevisionSide): PairedTest['test'] {
  return side === 'head' ? test : { ...test, load: baseLoad };
}

function collecting<Answer extends object>(
  take: (round: number) => Promise<Answer | { readonly failure: FailedTest }>,
  together: (answers: readonly Answer[]) => MeasuredMetrics,
): MetricSide {
  const answers: Answer[] = [];
  return {
    async take(round) {
      const taken = await take(round);
      if ('failure' in taken) return taken.failure;
      answers.push(taken);
      return null;
    },
    measured: () => together(answers),
  };
}
