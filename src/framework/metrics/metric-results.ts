import type { PerformanceConfig } from '../../config/performance-config.ts';
import type { VerdictEvidence } from '../../model/evidence.ts';
import { type Metric, TIME } from '../../model/metric.ts';
import type { MetricResult } from '../../model/metric-result.ts';
import type { Recording } from '../../model/recording.ts';
import type { PerformanceTestResult } from '../../model/result.ts';
import type { ValidationResult, Verdict } from '../../model/verdict.ts';
import { summarize } from '../../statistics/core/summarize.ts';
import type { JudgedMetric, RecordedMetric } from './judge-metrics.ts';

/** What a test is said to be when its metrics say several things: whatever a person has to know first. */
const WORST_FIRST: readonly Verdict[] = [
  'regression',
  'inconclusive',
  'incomparable',
  'no_baseline',
  'improvement',
  'pass',
];

/**
 * Puts the result of a test of several metrics together: its verdict is that of the metric that needs attention most, which its
 * message names where it is not the first one.
 */
export function resultOfMetrics(
  common: Omit<PerformanceTestResult, 'validation' | 'recording' | 'metrics'>,
  metrics: readonly MetricResult[],
): PerformanceTestResult {
  const worst = worstOf(metrics);
  const { validation } = worst;
  const message = worst === metrics[0] ? validation.message : `${worst.name}: ${validation.message}`;
  return { ...common, validation: { ...validation, message }, recording: recordingOfAll(metrics), metrics };
}

/**
 * A metric that was asked for and cannot be measured here. It is inconclusive, because the gate that was asked for is not there.
 * @param reason why not and what to do, as a sentence without its full stop.
 */
export function unmeasured(metric: Metric, reason: string): RecordedMetric {
  const validation: ValidationResult = {
    isValid: true,
    verdict: 'inconclusive',
    message: `Not measured: ${reason}.`,
    confidenceLevel: 0,
    testStatistic: null,
    pValue: null,
    validationMethod: 'not_measured',
    minimumDetectableChangePercent: null,
    warnings: [],
  };
  const recording = { state: 'not_recorded', reason: 'it was not measured' } as const;
  return { result: { ...metric, value: null, evidence: null, change: null, validation, recording }, record: null };
}

/** A test that was judged by its metrics alone. */
export interface TestOfJudgedMetrics
  extends Pick<
    PerformanceTestResult,
    'testName' | 'baselineKey' | 'file' | 'method' | 'samples' | 'estimate' | 'environmentContext' | 'timestamp'
  > {
  /** The first one is what the test is about. */
  readonly judged: readonly JudgedMetric[];
  /** Why nothing could be stored; null where all is that was to be. */
  readonly failure: Recording | null;
  /** What decided about the first of them. Default: past runs did, and nothing else was asked. */
  readonly evidence?: VerdictEvidence | undefined;
  readonly config: Pick<PerformanceConfig, 'outlierDetectionMethod'>;
}

/** The result of a test that was judged by its metrics alone. */
export function resultOfJudged({
  judged,
  failure,
  config,
  evidence = { decidedBy: 'history', suspicions: [], withoutPairs: null },
  ...own
}: TestOfJudgedMetrics): PerformanceTestResult {
  const { judgement } = judged[0]!;
  return resultOfMetrics(
    {
      ...own,
      statistics: summarize(own.samples, { outlierMethod: config.outlierDetectionMethod }),
      change: judgement.change,
      thresholds: judgement.thresholds,
      views: [],
      evidence,
      processes: [],
    },
    judged.map(({ result, record }) => ({ ...result, recording: (record !== null && failure) || result.recording })),
  );
}

/** Puts what was measured besides time behind the result of a test's time. */
export function withOtherMetrics(
  result: PerformanceTestResult,
  others: readonly MetricResult[],
): PerformanceTestResult {
  if (others.length === 0) return result;
  const { estimate: value, change, validation, recording } = result;
  const time: MetricResult = { ...TIME, value, evidence: 'processes', change, validation, recording };
  return resultOfMetrics(result, [time, ...others]);
}

/** The verdict on a test's time, whatever its other metrics say. */
export function validationOfTime({ metrics, validation }: PerformanceTestResult): ValidationResult {
  return metrics?.[0]?.validation ?? validation;
}

/** The result with another verdict on its time. */
export function withValidationOfTime(
  result: PerformanceTestResult,
  validation: ValidationResult,
): PerformanceTestResult {
  const [time, ...others] = result.metrics ?? [];
  return time === undefined ? { ...result, validation } : resultOfMetrics(result, [{ ...time, validation }, ...others]);
}

/** The metric that needs attention most; the first of several. */
export function worstOf<Judged extends Pick<MetricResult, 'validation'>>(metrics: readonly Judged[]): Judged {
  const rankOf = ({ validation }: Judged) => WORST_FIRST.indexOf(validation.verdict);
  return metrics.toSorted((a, b) => rankOf(a) - rankOf(b))[0]!;
}

// One that should have been stored and could not be is what a person has to know.
function recordingOfAll(metrics: readonly MetricResult[]): Recording {
  const all = metrics.map(({ recording }) => recording);
  return (
    all.find(({ state }) => state === 'failed') ?? all.find(({ state }) => state === 'kept_as_regression') ?? all[0]!
  );
}
