import { StatisticalValidationError } from '../../errors.ts';
import { checkedCopy, type Samples } from './samples.ts';
import { select } from './select.ts';

// Taken before the code under test is loaded, which may replace them: worker processes ask for quantiles as well.
const { floor, min } = Math;
const { isFinite: isFiniteNumber } = Number;

/**
 * Quantile by linear interpolation between order statistics: type 7 of Hyndman and Fan, "Sample quantiles in
 * statistical packages", The American Statistician 50 (1996). In the unit of the samples.
 * @param p from 0 (the minimum) to 1 (the maximum).
 * @throws StatisticalValidationError where there is no sample, one is not finite, or `p` is out of range.
 */
export function quantile(samples: Samples, p: number): number {
  requireProbability(p);
  return selectQuantile(checkedCopy(samples), p);
}

/** `quantile` of one value or more, without sorting them; reorders them. */
export function selectQuantile(values: Float64Array, p: number): number {
  const position = (values.length - 1) * p;
  const below = floor(position);
  const low = select(values, below);
  if (position === below) return low;
  // What stands behind the selected value is not smaller: the least of it comes next.
  let high = Number.POSITIVE_INFINITY;
  for (let i = below + 1; i < values.length; i++) if (values[i]! < high) high = values[i]!;
  return interpolate(low, high, position - below);
}

/**
 * `quantile` of samples that are known to be finite and in ascending order.
 * @throws StatisticalValidationError where there is no sample or `p` is out of range.
 */
export function quantileSorted(sorted: Samples, p: number): number {
  requireProbability(p);
  if (sorted.length === 0) throw new StatisticalValidationError('samples is empty: at least 1 value is needed');
  const position = (sorted.length - 1) * p;
  const below = floor(position);
  const above = min(below + 1, sorted.length - 1);
  return interpolate(sorted[below]!, sorted[above]!, position - below);
}

/** The point a `fraction` of the way from `low` to `high`, where their difference may exceed the range of a double. */
export function interpolate(low: number, high: number, fraction: number): number {
  const range = high - low;
  return isFiniteNumber(range) ? low + fraction * range : (1 - fraction) * low + fraction * high;
}

function requireProbability(p: number): void {
  if (!(p >= 0 && p <= 1)) {
    throw new StatisticalValidationError(`the quantile's p is ${p}: give a number from 0 to 1 (0.95, not 95)`, {
      data: { p },
    });
  }
}
