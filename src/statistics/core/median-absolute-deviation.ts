import { interpolate, selectQuantile } from './quantile.ts';
import { checkedCopy, type Samples } from './samples.ts';
import { saturated } from './saturated.ts';
import { FEW } from './select.ts';

/** Multiplies a median absolute deviation to estimate a normal standard deviation: 1 / Φ⁻¹(3/4). */
export const MAD_TO_SIGMA = 1.482602218505602;

/**
 * Median of the absolute deviations from the median, not scaled; in the unit of the samples. 0 where more than half of
 * the samples are equal.
 * @throws StatisticalValidationError where there is no sample or one is not finite.
 */
export function medianAbsoluteDeviation(samples: Samples): number {
  const values = checkedCopy(samples);
  const center = selectQuantile(values, 0.5);
  if (values.length <= FEW) return madSorted(values, center);
  for (let i = 0; i < values.length; i++) values[i] = saturated(Math.abs(values[i]! - center));
  return selectQuantile(values, 0.5);
}

/** `medianAbsoluteDeviation` of ascending samples around their known median, in one pass. */
export function madSorted(sorted: Samples, center: number): number {
  const count = sorted.length;
  // Deviations grow outwards on both sides of the median, so the two sides merge like sorted lists.
  let left = Math.ceil(count / 2) - 1;
  let right = left + 1;
  let previous = 0;
  let current = 0;
  for (let taken = 0; taken <= count >> 1; taken++) {
    previous = current;
    const below = left >= 0 ? center - sorted[left]! : Number.POSITIVE_INFINITY;
    const above = right < count ? sorted[right]! - center : Number.POSITIVE_INFINITY;
    if (below <= above) left--;
    else right++;
    current = Math.min(below, above, Number.MAX_VALUE);
  }
  return count % 2 === 1 ? current : interpolate(previous, current, 0.5);
}
