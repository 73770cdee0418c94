import { median } from '../statistics/core/median.ts';
import { MAD_TO_SIGMA } from '../statistics/core/median-absolute-deviation.ts';

/** Distances beyond this many standard deviations count no more than it: a spike does not draw the step to itself. */
const FAR = 3;
const MOST_ROUNDS = 5;

/**
 * The place of a step that is known to be near `index`: where the squared distances to the medians of both sides, none of
 * them counted beyond three standard deviations, add up to the least (the bounded loss of Fearnhead and Rigaill,
 * "Changepoint detection in the presence of outliers", Journal of the American Statistical Association 114, 2019).
 * @param least values that stay on either side.
 */
export function locateStep(values: Float64Array, index: number, least: number): number {
  let current = index;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = cheapestPlace(values, current, least);
    if (next === current) break;
    current = next;
  }
  return current;
}

function cheapestPlace(values: Float64Array, current: number, least: number): number {
  const before = median(values.subarray(0, current));
  const after = median(values.subarray(current));
  const distances = values.map((value, i) => Math.abs(value - (i < current ? before : after)));
  // Where most values are equal there is no spread to measure by: what differs at all is far.
  const far = FAR * (MAD_TO_SIGMA * median(distances) || Number.MIN_VALUE);
  const cost = (value: number, level: number) => Math.min(Math.abs(value - level) / far, 1) ** 2;
  let sum = 0;
  for (const value of values) sum += cost(value, after);
  let best = current;
  let cheapest = Number.POSITIVE_INFINITY;
  for (let i = 0; i <= values.length - least; i++) {
    if (i >= least && sum < cheapest - 1e-12) {
      cheapest = sum;
      best = i;
    }
    const value = values[i]!;
    sum += cost(value, before) - cost(value, after);
  }
  return best;
}
