import type { EffectSize } from '../core/hodges-lehmann.ts';
import { compareSorted } from '../core/mann-whitney.ts';
import { mean } from '../core/mean.ts';
import { normalQuantile } from '../core/normal.ts';
import { requireOpenUnit, requireSamples, type Samples } from '../core/samples.ts';
import { saturated } from '../core/saturated.ts';
import { sortedCopy } from '../core/sorted.ts';
import { standardDeviation } from '../core/standard-deviation.ts';
import { studentTQuantile } from '../core/student-t.ts';
import { studentized } from '../core/welch.ts';

/**
 * Cliff's delta: the share of pairs in which `current` is greater minus the share in which it is less, from −1 to 1
 * (Cliff, Psychological Bulletin 114, 1993). The interval is Feng and Cliff's asymmetric one, with the unbiased variance
 * (Journal of Modern Applied Statistical Methods 3, 2004).
 * @throws StatisticalValidationError where a side has fewer than two samples, one is not finite, or the level is not in 0..1.
 * @example
 * import { cliffsDelta } from 'evenkeel';
 *
 * const { estimate } = cliffsDelta([1.01, 1.02, 1.0, 1.03, 1.02], [1.05, 1.01, 1.06, 1.04, 1.08]);
 * // How many more pairs are slower than faster, as a share.
 * console.log(estimate.toFixed(2)); // 0.72
 */
export function cliffsDelta(baseline: Samples, current: Samples, confidenceLevel = 0.95): EffectSize {
  requireOpenUnit(confidenceLevel, 'confidenceLevel');
  const before = sortedCopy(baseline, 2, 'baselineSamples');
  const after = sortedCopy(current, 2, 'currentSamples');
  const n = before.length;
  const m = after.length;
  const delta = (2 * compareSorted(before, after).u) / (n * m) - 1;
  const variance = deltaVariance(before, after, delta);
  const t = studentTQuantile((1 + confidenceLevel) / 2, n + m - 2);
  const spread = t * Math.sqrt(variance * ((1 - delta * delta) ** 2 + t * t * variance));
  const center = delta - delta ** 3;
  const scale = 1 - delta * delta + t * t * variance;
  // At ±1 with no variance the formula is 0 / 0: nothing more than the estimate is known.
  if (scale === 0) return { estimate: delta, interval: [delta, delta] };
  return { estimate: delta, interval: [clampDelta((center - spread) / scale), clampDelta((center + spread) / scale)] };
}

/**
 * Cohen's d: difference of the means in pooled standard deviations ("Statistical Power Analysis", 1988), with the large
 * sample interval of Hedges and Olkin ("Statistical Methods for Meta-Analysis", 1985). Where neither side varies, the
 * deviation is taken to be the rounding error of the means.
 * @throws StatisticalValidationError where a side has fewer than two samples, one is not finite, or the level is not in 0..1.
 */
export function cohensD(baseline: Samples, current: Samples, confidenceLevel = 0.95): EffectSize {
  requireOpenUnit(confidenceLevel, 'confidenceLevel');
  requireSamples(baseline, 2, 'baselineSamples');
  requireSamples(current, 2, 'currentSamples');
  const n = baseline.length;
  const m = current.length;
  const before = mean(baseline);
  const after = mean(current);
  const degrees = n + m - 2;
  const pooled = Math.hypot(
    standardDeviation(baseline) * Math.sqrt((n - 1) / degrees),
    standardDeviation(current) * Math.sqrt((m - 1) / degrees),
  );
  const estimate = studentized(after - before, pooled, Math.max(Math.abs(before), Math.abs(after)));
  const error = Math.hypot(Math.sqrt(1 / n + 1 / m), estimate / Math.sqrt(2 * (n + m)));
  const reach = normalQuantile((1 + confidenceLevel) / 2) * error;
  return { estimate, interval: [saturated(estimate - reach), saturated(estimate + reach)] };
}

/** Unbiased variance of delta (Cliff, 1993, equation 7), not below the least that such samples can have. */
function deltaVariance(before: Float64Array, after: Float64Array, delta: number): number {
  const n = before.length;
  const m = after.length;
  const ofAfter = dominance(after, before, 1);
  const ofBefore = dominance(before, after, -1);
  const spreadAfter = sumOfSquares(ofAfter, delta);
  const spreadBefore = sumOfSquares(ofBefore, delta);
  const pairs = squaredSigns(before, after) - n * m * delta * delta;
  const unbiased = (n * n * spreadAfter + m * m * spreadBefore - pairs) / (n * m * (n - 1) * (m - 1));
  return Math.max(unbiased, (1 - delta * delta) / (n * m - 1));
}

/** For each value, the share of others it exceeds minus the share that exceed it, times `sign`; all ascending. */
function dominance(values: Float64Array, others: Float64Array, sign: number): Float64Array {
  let below = 0;
  let upTo = 0;
  return values.map((value) => {
    while (below < others.length && others[below]! < value) below++;
    while (upTo < others.length && others[upTo]! <= value) upTo++;
    return (sign * (below - (others.length - upTo))) / others.length;
  });
}

/** How many pairs differ. */
function squaredSigns(before: Float64Array, after: Float64Array): number {
  let equal = 0;
  let first = 0;
  let end = 0;
  for (const value of after) {
    while (first < before.length && before[first]! < value) first++;
    while (end < before.length && before[end]! <= value) end++;
    equal += end - first;
  }
  return before.length * after.length - equal;
}

function sumOfSquares(values: Float64Array, center: number): number {
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0);
}

function clampDelta(value: number): number {
  return Math.max(-1, Math.min(1, value));
}
