import { ofMetric } from '../../baselines/metric-text.ts';
import type { BaselineStore } from '../../baselines/store.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import { planDefaults } from '../../config/plan.ts';
import type { MetricJudgement } from '../../judge/metrics/case.ts';
import { judgeMetric } from '../../judge/metrics/judge-metric.ts';
import { acceptedMetric } from '../../judge/metrics/messages.ts';
import { setMetricApart } from '../../judge/stand-ins.ts';
import type { RunRecord, RunStatus } from '../../model/baseline.ts';
import type { UsedFallback } from '../../model/dependencies.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import type { MadeWith } from '../../model/made-with.ts';
import type { MeasuredMetric } from '../../model/measured-metric.ts';
import type { MeasurementMethod } from '../../model/measurement.ts';
import type { Metric } from '../../model/metric.ts';
import type { MetricResult } from '../../model/metric-result.ts';
import type { Recording } from '../../model/recording.ts';
import type { TestPlan } from '../../model/suite.ts';
import { readHistory } from '../store/history.ts';
import { inPart, isToBeStored, type RecordingPolicy, recordingOf, statusOf, storable } from '../store/recording.ts';
import { estimateOf, evidenceOf, locationsOf, processesOf, scatterOf, summariesOf } from './figures.ts';

/** What the metrics of a run are held against, and whether they are stored. */
export interface MetricTools {
  readonly store: BaselineStore;
  readonly context: EnvironmentContext;
  readonly config: PerformanceConfig;
  readonly policy: RecordingPolicy;
  /** Whether the run ended before all of its tests were measured. Default: no. */
  readonly isCutShort?: boolean | undefined;
}

/** When a run was made, and by what name it is stored. */
export interface RunPlace {
  readonly runId: string;
  /** ISO 8601. */
  readonly recordedAt: string;
  readonly commit: string | null;
  readonly branch: string | null;
  /** Whether the tree differed from that commit; null where that is not known. */
  readonly isDirty: boolean | null;
}

/** A test of which metrics were measured. */
export interface TestOfMetrics {
  /** By which its series are known. */
  readonly baselineKey: string;
  readonly method: MeasurementMethod;
  readonly metrics: readonly MeasuredMetric[];
  /** What stood in for functions while it was measured: it is then neither compared nor stored. Default: nothing. */
  readonly fallbacks?: readonly UsedFallback[];
  /** What its options resolve to. Default: what holds where nothing is said. */
  readonly plan?: Pick<TestPlan, 'thresholdFactor'> & Partial<Pick<TestPlan, 'tolerancePercent'>>;
  /** What becomes of a metric's judgement before it is recorded by it. Default: it stands. */
  readonly amend?: ((metric: Metric, judgement: MetricJudgement) => MetricJudgement) | undefined;
}

/** A metric with what the judge says of it, and what is to be stored; null: nothing. */
export interface JudgedMetric {
  readonly result: MetricResult & { readonly value: number };
  readonly judgement: MetricJudgement;
  readonly record: RunRecord | null;
}

/** What the results and the store have of a metric. */
export interface RecordedMetric extends Pick<JudgedMetric, 'record'> {
  readonly result: MetricResult;
}

/** Holds each metric of a test against its series. Nothing is stored yet. */
export async function judgeMetrics(
  test: TestOfMetrics,
  place: RunPlace,
  tools: MetricTools,
): Promise<readonly JudgedMetric[]> {
  const judged: JudgedMetric[] = [];
  for (const metric of test.metrics) judged.push(await judgeOne(test, metric, place, tools));
  return judged;
}

async function judgeOne(
  test: TestOfMetrics,
  measured: MeasuredMetric,
  place: RunPlace,
  { store, context, config, policy, isCutShort = false }: MetricTools,
): Promise<JudgedMetric> {
  const { fallbacks = [] } = test;
  const metric = metricOf(measured);
  const key = { testName: test.baselineKey, environmentKey: context.environmentKey, ...ofMetric(metric) };
  const stored = await readHistory(store, key, test.method);
  const evidence = evidenceOf(measured);
  const { amend = (_, stands) => stands } = test;
  const judged = amend(
    metric,
    judgeMetric({
      metric,
      // What stood in is not what the past is about.
      history: (fallbacks.length > 0 ? [] : stored.runs).map((run) => ({
        value: run.estimate,
        decayFactor: run.decayFactor,
      })),
      incomparable: stored.incomparable,
      isUnread: stored.isUnread,
      value: estimateOf(measured),
      evidence,
      processes: processesOf(measured).length,
      ...(test.plan?.tolerancePercent !== undefined && { tolerancePercent: test.plan.tolerancePercent }),
      ...leastDeviation(measured, stored.runs),
      thresholdFactor: test.plan?.thresholdFactor ?? planDefaults.thresholdFactor,
      statisticalMethod: config.statisticalMethod,
      confidenceLevel: config.confidenceLevel,
    }),
  );
  const judgement = { ...judged, validation: setMetricApart(judged.validation, fallbacks) };
  const whole = recordingOf(policy, { ...judgement, isDisputed: judgement.isDisputed ?? false }, fallbacks);
  const wanted = isCutShort ? inPart(whole) : whole;
  const { recording, record } = storable(
    wanted,
    recordIf(wanted, { verdict: judgement.validation.verdict, isUnread: stored.isUnread }, (status) =>
      metricRecord(test, measured, { status, place, config, ...whereMeasured(context) }),
    ),
  );
  const validation = recording.state === 'accepted' ? acceptedMetric(judgement) : judgement.validation;
  const { change } = judgement;
  const how = measured.how === undefined ? {} : { how: measured.how };
  return {
    result: { ...metric, value: measured.value, evidence, ...how, change, validation, recording },
    judgement,
    record,
  };
}

// Where processes are started alike, what differs between those of a run differs between runs as well.
function leastDeviation(measured: MeasuredMetric, runs: readonly RunRecord[]): { readonly leastDeviation?: number } {
  if (measured.relativeError === undefined) return {};
  const locations = runs.map((run) => run.processes.map(({ location }) => location));
  return { leastDeviation: Math.max(measured.relativeError, scatterOf([...locations, locationsOf(measured)])) };
}

function metricOf({ name, unit, better, scatter }: MeasuredMetric): Metric {
  return { name, unit, better, scatter };
}

function recordIf(
  recording: Recording,
  said: Parameters<typeof statusOf>[1],
  record: (status: RunStatus) => RunRecord,
): RunRecord | null {
  return isToBeStored(recording) ? record(statusOf(recording, said)) : null;
}

function whereMeasured({ environmentKey, madeWith }: EnvironmentContext) {
  return { environmentKey, madeWith };
}

/** How a metric of a run is stored. */
export interface RecordFacts {
  readonly status: RunStatus;
  readonly place: RunPlace;
  readonly environmentKey: string;
  readonly config: Pick<PerformanceConfig, 'adaptationRate'>;
  /** What it was made with; undefined where nothing of that is known. */
  readonly madeWith: MadeWith | undefined;
}

/** What is stored of a metric of a run. */
export function metricRecord(
  { baselineKey, method }: Pick<TestOfMetrics, 'baselineKey' | 'method'>,
  measured: MeasuredMetric,
  { status, place, environmentKey, config, madeWith }: RecordFacts,
): RunRecord {
  return {
    testName: baselineKey,
    environmentKey,
    ...ofMetric(metricOf(measured)),
    ...place,
    ...(madeWith === undefined ? {} : { madeWith }),
    method,
    status,
    estimate: estimateOf(measured),
    decayFactor: 1 - config.adaptationRate,
    processes: summariesOf(measured),
  };
}
