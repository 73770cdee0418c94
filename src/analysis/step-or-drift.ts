import { select } from '../statistics/core/select.ts';

/**
 * Whether values are better described by two levels than by a straight line, by the sums of absolute distances. The line
 * goes through the medians of the first and the last third (Tukey's resistant line). The place of a step was looked for among
 * all of them, which counts as two numbers more than a line takes (Schwarz's criterion, with Laplace's law for the
 * distances): without that, one drift in three shows as a step where noise is as large as a third of it.
 */
export function isStepRatherThanDrift(values: Float64Array, index: number): boolean {
  const step = distanceToMedian(values.slice(0, index)) + distanceToMedian(values.slice(index));
  const count = values.length;
  const third = Math.max(1, Math.round(count / 3));
  const slope = (middle(values.slice(count - third)) - middle(values.slice(0, third))) / (count - third);
  const straightened = values.map((value, i) => value - slope * i);
  return step < distanceToMedian(straightened) * Math.exp(-Math.log(count) / count);
}

/** The upper median of values, which are reordered. */
function middle(values: Float64Array): number {
  return select(values, values.length >> 1);
}

function distanceToMedian(values: Float64Array): number {
  const center = middle(values);
  let sum = 0;
  for (const value of values) sum += Math.abs(value - center);
  return sum;
}
