import { StatisticalValidationError } from '../../errors.ts';
import type { QuantileSketch } from '../../model/statistics.ts';
import { interpolate } from './quantile.ts';
import type { Samples } from './samples.ts';

/** Below the smallest normal double relative accuracy cannot be kept; such samples count as zero. */
const SMALLEST = 2.2250738585072014e-308;
/** Logarithms of doubles are known to 1e-13, a small part of this. */
const FINEST = 1e-6;

/**
 * A mergeable sketch of non-negative samples whose quantiles are within `accuracy` (relative) of the samples' own:
 * DDSketch (Masson, Rim and Lee, Proceedings of the VLDB Endowment 12, 2019). Its size grows with the logarithm of the
 * samples' range, not with their number.
 * @throws StatisticalValidationError where a sample is negative or not finite, or `accuracy` is not from 1e-6 to below 1.
 */
export function sketchOf(samples: Samples, accuracy = 0.01): QuantileSketch {
  if (!(accuracy >= FINEST && accuracy < 1)) {
    throw new StatisticalValidationError(
      `accuracy is ${accuracy}: give a number from ${FINEST} to below 1, 0.01 for one percent`,
    );
  }
  const logRatio = logBucketRatio(accuracy);
  const counts = new Map<number, number>();
  let zeroCount = 0;
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i]!;
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) throw unsketchable(i, value);
    if (value < SMALLEST) zeroCount++;
    else increase(counts, Math.ceil(Math.log(value) / logRatio), 1);
  }
  return { accuracy, zeroCount, buckets: ascending(counts) };
}

/**
 * The sketch of all samples of several sketches of one accuracy. The order of the sketches does not matter.
 * @throws StatisticalValidationError where there is no sketch or their accuracies differ.
 */
export function mergeSketches(sketches: readonly QuantileSketch[]): QuantileSketch {
  const first = sketches[0];
  if (first === undefined) throw new StatisticalValidationError('there is no sketch to merge: give at least one');
  const counts = new Map<number, number>();
  let zeroCount = 0;
  for (const [position, sketch] of sketches.entries()) {
    if (sketch.accuracy !== first.accuracy) {
      throw new StatisticalValidationError(
        `sketches[${position}] has accuracy ${sketch.accuracy}, the first has ${first.accuracy}: only sketches of one accuracy can be merged`,
      );
    }
    zeroCount += sketch.zeroCount;
    for (const [index, count] of sketch.buckets) increase(counts, index, count);
  }
  return { accuracy: first.accuracy, zeroCount, buckets: ascending(counts) };
}

/**
 * A quantile (type 7) of the sketched samples, within the sketch's relative accuracy.
 * @param p from 0 (the minimum) to 1 (the maximum).
 * @throws StatisticalValidationError where the sketch is empty or `p` is out of range.
 */
export function sketchQuantile(sketch: QuantileSketch, p: number): number {
  const count = sketchCount(sketch);
  if (count === 0) throw new StatisticalValidationError('the sketch is empty: it has no quantiles');
  if (!(p >= 0 && p <= 1)) {
    throw new StatisticalValidationError(`the quantile's p is ${p}: give a number from 0 to 1 (0.95, not 95)`);
  }
  const position = (count - 1) * p;
  const below = Math.floor(position);
  const low = valueAtRank(sketch, below);
  return position === below ? low : interpolate(low, valueAtRank(sketch, below + 1), position - below);
}

/** How many samples were sketched. */
export function sketchCount(sketch: QuantileSketch): number {
  return sketch.buckets.reduce((sum, [, count]) => sum + count, sketch.zeroCount);
}

function valueAtRank(sketch: QuantileSketch, rank: number): number {
  let seen = sketch.zeroCount;
  let last: number | null = null;
  for (const [index, count] of sketch.buckets) {
    if (rank < seen) break;
    seen += count;
    last = index;
  }
  return last === null ? 0 : bucketValue(last, sketch.accuracy);
}

/** The value that is equally far, relatively, from both ends of a bucket: lower bound · (1 + accuracy). */
function bucketValue(index: number, accuracy: number): number {
  const lowerBound = Math.exp((index - 1) * logBucketRatio(accuracy));
  return Math.min(Number.MAX_VALUE, lowerBound * (1 + accuracy));
}

function logBucketRatio(accuracy: number): number {
  return Math.log1p(accuracy) - Math.log1p(-accuracy);
}

function increase(counts: Map<number, number>, index: number, by: number): void {
  counts.set(index, (counts.get(index) ?? 0) + by);
}

function ascending(counts: ReadonlyMap<number, number>): [number, number][] {
  return [...counts].sort(([a], [b]) => a - b);
}

function unsketchable(index: number, value: number): StatisticalValidationError {
  return new StatisticalValidationError(
    `samples[${index}] is ${value}: a sketch holds finite numbers that are not negative, such as durations`,
    { data: { index, value } },
  );
}
