import { createHash } from 'node:crypto';
import { ofMetric } from '../../baselines/metric-text.ts';
import { problemsOf } from '../../baselines/record-check.ts';
import type { BaselineStore } from '../../baselines/store.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import { planDefaults } from '../../config/plan.ts';
import type { MetricJudgement } from '../../judge/metrics/case.ts';
import { judgeMetric } from '../../judge/metrics/judge-metric.ts';
import { acceptedMetric } from '../../judge/metrics/messages.ts';
import type { RunRecord, RunStatus, SeriesKey } from '../../model/baseline.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import type { IngestedMetric } from '../../model/ingested.ts';
import type { Metric } from '../../model/metric.ts';
import type { MetricResult } from '../../model/metric-result.ts';
import type { Recording } from '../../model/recording.ts';
import type { PerformanceTestResult } from '../../model/result.ts';
import type { Verdict } from '../../model/verdict.ts';
import { summarize } from '../../statistics/core/summarize.ts';
import { resultOfMetrics } from '../result/metric-results.ts';
import { readHistory } from '../store/history.ts';
import {
  type Recorder,
  type RecordingPolicy,
  recordingOf,
  statusOf,
  storable,
  tryToStore,
} from '../store/recording.ts';
import { estimateOf, evidenceOf, processesOf, summariesOf } from './figures.ts';
import type { FoundBenchmark, WholeRun } from './one-run.ts';

/** What judging and recording work with. */
export interface IngestTools {
  readonly store: BaselineStore;
  readonly context: EnvironmentContext;
  readonly config: PerformanceConfig;
  readonly policy: RecordingPolicy;
  readonly record: Recorder;
  /** Put before every name. */
  readonly prefix: string;
  /** Keeps results apart from those of other projects; null where there is one. */
  readonly project: string | null;
}

/** When a run was made, and by what name it is stored. */
export interface RunPlace {
  readonly runId: string;
  /** ISO 8601. */
  readonly recordedAt: string;
  readonly commit: string | null;
  readonly branch: string | null;
}

const METHOD = 'samples';

/** Judges the benchmarks of a run against what is stored, and stores them, all at once. */
export async function judgeRun(
  run: WholeRun,
  place: RunPlace,
  tools: IngestTools,
): Promise<readonly PerformanceTestResult[]> {
  const context = { ...tools.context, environmentKey: environmentKeyOf(run, tools) };
  const judged = [];
  for (const benchmark of run.benchmarks) judged.push(await judgeBenchmark(benchmark, place, { ...tools, context }));
  const records = judged.flatMap(({ metrics }) => metrics.flatMap(({ record }) => record ?? []));
  const failure = await tryToStore(tools.record, records);
  return judged.map(({ benchmark, name, metrics }) => {
    const results = metrics.map(({ result, record }) => ({
      ...result,
      recording: (record !== null && failure) || result.recording,
    }));
    return resultOf(benchmark, { name, context, place, config: tools.config }, results, metrics[0]!.judgement);
  });
}

/**
 * What is measured on other machines is another series. Where a file does not say where it was measured, that is taken to be
 * this environment.
 */
function environmentKeyOf(run: WholeRun, { context, project }: IngestTools): string {
  const key = machineKeyOf(run, context);
  return project === null ? key : `${project}/${key}`;
}

function machineKeyOf({ machine }: WholeRun, { environmentKey }: EnvironmentContext): string {
  if (machine === null) return environmentKey;
  const words = machine.toLowerCase().match(/[a-z0-9.]+/g) ?? [];
  const slug = words.join('-');
  if (slug !== '' && slug.length <= MOST_OF_KEY) return slug;
  return `${slug.slice(0, MOST_OF_KEY)}-${createHash('sha256').update(machine).digest('hex').slice(0, 8)}`;
}

const MOST_OF_KEY = 80;

interface JudgedMetric {
  readonly result: MetricResult;
  readonly judgement: MetricJudgement;
  readonly record: RunRecord | null;
}

async function judgeBenchmark(benchmark: FoundBenchmark, place: RunPlace, tools: IngestTools) {
  const name = tools.prefix + benchmark.name;
  const metrics: JudgedMetric[] = [];
  for (const metric of benchmark.metrics) metrics.push(await judgeOne(name, metric, place, tools));
  return { benchmark, name, metrics };
}

function metricOf({ name, unit, better, scatter }: IngestedMetric): Metric {
  return { name, unit, better, scatter };
}

async function judgeOne(name: string, ingested: IngestedMetric, place: RunPlace, tools: IngestTools) {
  const { context, config, store, policy } = tools;
  const metric = metricOf(ingested);
  const { value } = ingested;
  const key = { testName: name, environmentKey: context.environmentKey, ...ofMetric(metric) };
  const stored = await readHistory(store, key, METHOD);
  const estimate = estimateOf(ingested);
  const evidence = evidenceOf(ingested);
  const judgement = judgeMetric({
    metric,
    history: stored.runs.map((run) => ({ value: run.estimate, decayFactor: run.decayFactor })),
    incomparable: stored.incomparable,
    value: estimate,
    evidence,
    processes: processesOf(ingested).length,
    thresholdFactor: planDefaults.thresholdFactor,
    statisticalMethod: config.statisticalMethod,
    confidenceLevel: config.confidenceLevel,
  });
  const { change } = judgement;
  const wanted = recordingOf(policy, { validation: judgement.validation, isDisputed: false });
  const { recording, record } = storable(
    wanted,
    recordOf(wanted, judgement.validation.verdict, (status) => recordFrom(key, ingested, status, { place, config })),
  );
  const validation = recording.state === 'accepted' ? acceptedMetric(judgement) : judgement.validation;
  return { result: { ...metric, value, evidence, change, validation, recording }, judgement, record };
}

/** The records of a run that is not judged: what was once accepted. */
export function recordsOf(run: WholeRun, place: RunPlace, tools: IngestTools): readonly RunRecord[] {
  const environmentKey = environmentKeyOf(run, tools);
  return run.benchmarks.flatMap(({ name, metrics }) =>
    metrics.flatMap((ingested) => {
      const key = { testName: tools.prefix + name, environmentKey, ...ofMetric(metricOf(ingested)) };
      const record = recordFrom(key, ingested, 'recorded', { place, config: tools.config });
      return problemsOf(record).length === 0 ? [record] : [];
    }),
  );
}

interface RecordFacts {
  readonly place: RunPlace;
  readonly config: PerformanceConfig;
}

function recordFrom(
  key: SeriesKey,
  metric: IngestedMetric,
  status: RunStatus,
  { place, config }: RecordFacts,
): RunRecord {
  return {
    ...key,
    ...place,
    method: METHOD,
    status,
    estimate: estimateOf(metric),
    decayFactor: 1 - config.adaptationRate,
    isDirty: null,
    processes: summariesOf(metric),
  };
}

function recordOf(recording: Recording, verdict: Verdict, record: (status: RunStatus) => RunRecord): RunRecord | null {
  if (recording.state === 'not_recorded' || recording.state === 'failed') return null;
  return record(statusOf(recording, verdict));
}

interface ResultFacts {
  readonly name: string;
  readonly context: EnvironmentContext;
  readonly place: RunPlace;
  readonly config: PerformanceConfig;
}

function resultOf(
  { metrics: [primary], file }: FoundBenchmark,
  { name, context, place, config }: ResultFacts,
  metrics: readonly MetricResult[],
  judgement: MetricJudgement,
): PerformanceTestResult {
  const samples = processesOf(primary!).flat();
  return resultOfMetrics(
    {
      testName: name,
      baselineKey: name,
      file,
      method: METHOD,
      samples,
      statistics: summarize(samples, { outlierMethod: config.outlierDetectionMethod }),
      estimate: primary!.value,
      change: judgement.change,
      environmentContext: context,
      thresholds: judgement.thresholds,
      views: [],
      evidence: { decidedBy: 'history', suspicions: [], withoutPairs: null },
      processes: [],
      timestamp: place.recordedAt,
    },
    metrics,
  );
}
