import type { MetricResult } from '../../model/metric-result.ts';
import type { Recording } from '../../model/recording.ts';
import type { PerformanceTestResult } from '../../model/result.ts';
import type { Verdict } from '../../model/verdict.ts';

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
