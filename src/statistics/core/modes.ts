import { dipTest } from './dip-test.ts';
import { halfSampleMode } from './half-sample-mode.ts';
import { requireOpenUnit, type Samples } from './samples.ts';
import { sortedCopy } from './sorted.ts';
import { onUnitScale } from './unit-scale.ts';

/** A place where samples pile up. */
export interface Mode {
  /** Where they lie densest, in the unit of the samples. */
  readonly place: number;
  /** The share of all samples that belong to it, from 0 to 1. */
  readonly weight: number;
}

/** Bins of the density estimate. */
const BINS = 256;

/**
 * The modes of the samples in ascending order: one, unless the dip test says at the given significance that there are
 * more; then the samples are divided at the deepest valley of their estimated density, and each part is looked at alone.
 * Samples count for the part they lie in, and a part's place is its half-sample mode. Where samples repeat, as those of a
 * coarse clock do, they are taken to lie evenly over its step.
 * @param significance p-value of the dip test below which samples are divided. Default 0.01.
 * @throws StatisticalValidationError where there is no sample, one is not finite, or the significance is not in 0..1.
 */
export function findModes(samples: Samples, significance = 0.01): readonly Mode[] {
  requireOpenUnit(significance, 'significance');
  const sorted = sortedCopy(samples);
  const spread = spreadTies(sorted);
  let start = 0;
  return divide(onUnitScale(spread), significance).map((count) => {
    const place = halfSampleMode(spread.subarray(start, start + count));
    start += count;
    return { place, weight: count / sorted.length };
  });
}

/** Equal samples, spread over the smallest step between different ones; three steps or more show that there is a clock. */
function spreadTies(sorted: Float64Array): Float64Array {
  const steps: number[] = [];
  for (let i = 1; i < sorted.length; i++) {
    const step = sorted[i]! - sorted[i - 1]!;
    if (step > 0) steps.push(step);
  }
  if (steps.length < 3 || steps.length === sorted.length - 1) return sorted;
  const step = steps.reduce((smallest, other) => Math.min(smallest, other));
  const spread = sorted.slice();
  for (let first = 0, end = 0; first < sorted.length; first = end) {
    while (end < sorted.length && sorted[end] === sorted[first]) end++;
    for (let i = first; i < end; i++) spread[i]! += step * ((i - first + 0.5) / (end - first) - 0.5);
  }
  return spread;
}

/** How many of the ascending samples belong to each of the parts that follow each other. */
function divide(sorted: Float64Array, significance: number): number[] {
  if (dipTest(sorted).pValue >= significance) return [sorted.length];
  const border = deepestValley(sorted);
  if (border === null) return [sorted.length];
  const end = sorted.findIndex((value) => value >= border);
  return [...divide(sorted.subarray(0, end), significance), ...divide(sorted.subarray(end), significance)];
}

/** Where the estimated density is lowest in relation to the lower of the peaks on either side; null without a valley. */
function deepestValley(sorted: Float64Array): number | null {
  const low = sorted[0]!;
  const width = (sorted[sorted.length - 1]! - low) / BINS;
  const density = smoothed(histogram(sorted, low, width), bandwidthIn(width, sorted));
  const peakBefore = runningMaximum(density);
  const peakAfter = runningMaximum(density.slice().reverse()).reverse();
  let deepest = 1;
  let border: number | null = null;
  for (let bin = 1; bin < BINS - 1; bin++) {
    const depth = density[bin]! / Math.min(peakBefore[bin]!, peakAfter[bin]!);
    if (depth < deepest) {
      deepest = depth;
      border = low + (bin + 0.5) * width;
    }
  }
  return border;
}

function histogram(sorted: Float64Array, low: number, width: number): Float64Array {
  const counts = new Float64Array(BINS);
  for (const value of sorted) counts[Math.min(BINS - 1, Math.floor((value - low) / width))]! += 1;
  return counts;
}

/** Half of Silverman's rule ("Density Estimation", 1986, 3.31), which would smooth two modes into one; in bins. */
function bandwidthIn(width: number, sorted: Float64Array): number {
  const at = (p: number): number => sorted[Math.round(p * (sorted.length - 1))]!;
  // The shortest half of the samples lies within a mode where the quartiles lie in two.
  const spread = Math.min(at(0.75) - at(0.25), at(0.5) - at(0), at(1) - at(0.5)) / 1.34;
  return Math.max(1, (0.45 * spread * sorted.length ** -0.2) / width);
}

/** Convolution with a normal kernel, cut off where it is negligible. */
function smoothed(counts: Float64Array, bandwidth: number): Float64Array {
  const reach = Math.min(BINS, Math.ceil(4 * bandwidth));
  return counts.map((_, bin) => {
    let sum = 0;
    for (let other = Math.max(0, bin - reach); other <= Math.min(BINS - 1, bin + reach); other++) {
      sum += counts[other]! * Math.exp(-0.5 * ((other - bin) / bandwidth) ** 2);
    }
    return sum;
  });
}

function runningMaximum(values: Float64Array): Float64Array {
  let maximum = 0;
  return values.map((value) => {
    maximum = Math.max(maximum, value);
    return maximum;
  });
}
