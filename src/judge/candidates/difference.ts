import type { CandidateRelation } from '../../model/candidates.ts';
import type { Metric } from '../../model/metric.ts';
import type { Change } from '../../model/verdict.ts';
import { mean } from '../../statistics/core/mean.ts';
import { studentTQuantile } from '../../statistics/core/student-t.ts';
import { type TrimmedTOptions, trimmedTTest } from '../../statistics/core/trimmed-t.ts';
import { COMPARISON_TRIM, COUNTED_TRIM, LEAST_BLOCKS, METRIC_PRIOR_DEVIATION } from '../constants.ts';
import { percentOf } from '../percent.ts';
import type { MetricEvidence } from './case.ts';

/** How one candidate differs from another in a metric, round by round. */
export interface Difference {
  /** Of each round: ln(candidate ÷ other), turned round where more is better, so that below 0 is good. None where nothing is known. */
  readonly steps: readonly number[];
  /** Whether they are logarithms of ratios, which have percents. */
  readonly areRatios: boolean;
  /** Share of the rounds that is set aside at either end. */
  readonly trim: number;
  /** What is no difference. */
  readonly allowance: number;
  /** 1, or −1 where more is better. */
  readonly sign: 1 | -1;
}

/** Its ends, at some confidence; both are widened by the allowance. Infinite where nothing is known. */
export interface Reach {
  readonly lower: number;
  readonly upper: number;
}

/** Holds a candidate against another one. */
export function differenceOf(evidence: MetricEvidence, candidate: number, other: number): Difference {
  const { metric, values, logRatios, allowance } = evidence;
  const sign = metric.better === 'lower' ? 1 : -1;
  const [own, others] = [values[candidate]!, values[other]!];
  const common = {
    trim: trimOf(metric),
    allowance: allowance?.(candidate, other) ?? ownDifference(evidence, candidate, other),
    sign,
  } as const;
  if (Math.min(own.length, others.length) < LEAST_BLOCKS) return { ...common, steps: [], areRatios: false };
  const ratios = logRatios?.(candidate, other) ?? own.map((value, i) => Math.log(value / others[i]!));
  if (ratios.every(Number.isFinite)) return { ...common, steps: ratios.map((ratio) => sign * ratio), areRatios: true };
  // 0 has no logarithm. Shares of the mean of both are nearly the same as logarithms where they are small, and have an end.
  const scale = (mean(own) + mean(others)) / 2;
  const share = (value: number, i: number) => (scale === 0 ? 0 : (value - others[i]!) / scale);
  return { ...common, steps: own.map((value, i) => sign * share(value, i)), areRatios: false };
}

// Of what is counted, processes may all say the same and those of another run something else. Who never differ do not differ.
function ownDifference({ metric: { scatter }, values }: MetricEvidence, candidate: number, other: number): number {
  if (scatter === 'sampled' || values[candidate]!.every((value, i) => value === values[other]![i])) return 0;
  return METRIC_PRIOR_DEVIATION[scatter];
}

/** The interval that holds the difference with a chance of all but `miss`. */
export function reachOf({ steps, trim, allowance }: Difference, miss: number): Reach {
  if (steps.length === 0) return { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
  const { estimate, half } = interval(steps, { miss, trim });
  return { lower: estimate - half - allowance, upper: estimate + half + allowance };
}

/** A difference for people: in percent of the other one. Null where it has none. */
export function changeOf({ steps, areRatios, trim, sign }: Difference, miss: number): Change | null {
  if (steps.length === 0 || !areRatios) return null;
  const { estimate, half } = interval(steps, { miss, trim });
  const [lower, upper] = [sign * estimate - half, sign * estimate + half];
  return { percent: percentOf(sign * estimate), interval: [percentOf(lower), percentOf(upper)] };
}

/** What is sure of a difference. */
export function relationOf({ lower, upper }: Reach, margin: number): CandidateRelation {
  if (upper < 0) return 'better';
  if (lower > 0) return 'worse';
  return isWithin({ lower, upper }, margin) ? 'alike' : 'open';
}

/** Whether a difference is surely no larger than this. */
export function isWithin({ lower, upper }: Reach, margin: number): boolean {
  return lower >= -margin && upper <= margin;
}

/** The chance of a difference as good as this where it is in truth `floor`, or worse. 1 where nothing is known. */
export function chanceOf({ steps, trim, allowance }: Difference, floor: number): number {
  if (steps.length === 0) return 1;
  return trimmedTTest(steps, { trim, floor: floor - allowance, alternative: 'less' }).pValue;
}

/** Share of the values of a metric that is set aside at either end. */
export function trimOf({ scatter }: Metric): number {
  return scatter === 'sampled' ? COMPARISON_TRIM : COUNTED_TRIM;
}

/** The centre of values, and how far it may be off with a chance of all but `miss`. */
export function interval(
  values: readonly number[],
  { miss, trim }: { readonly miss: number } & Required<Pick<TrimmedTOptions, 'trim'>>,
): { readonly estimate: number; readonly half: number } {
  const { estimate, standardError, degreesOfFreedom } = trimmedTTest(values, { trim, alternative: 'two-sided' });
  return { estimate, half: studentTQuantile(1 - miss / 2, degreesOfFreedom) * standardError };
}
