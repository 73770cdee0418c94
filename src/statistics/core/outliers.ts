import { madSorted } from './median-absolute-deviation.ts';
import { quantileSorted } from './quantile.ts';
import type { Samples } from './samples.ts';
import { sortedCopy } from './sorted.ts';

/** Iglewicz and Hoaglin's constants, "How to Detect and Handle Outliers" (1993), as published (four digits). */
const Z_SCALE = 0.6745;
const Z_LIMIT = 3.5;
/** Mean absolute deviation of a normal variable is its standard deviation divided by this, √(π/2). */
const MEAN_DEVIATION_TO_SIGMA = 1.2533141373155003;
/** Tukey's inner fences, "Exploratory Data Analysis" (1977). */
const FENCE = 1.5;

/**
 * Ascending indices of the samples with |0.6745 (x − median) / MAD| > 3.5 (Iglewicz and Hoaglin, 1993). Where the MAD is
 * 0, the mean absolute deviation takes its place, (x − median) / (1.2533 · mean deviation), as they advise; a constant
 * sample has no outliers.
 * @throws StatisticalValidationError where there is no sample or one is not finite.
 */
export function modifiedZScoreOutliers(samples: Samples): number[] {
  const sorted = sortedCopy(samples);
  const center = quantileSorted(sorted, 0.5);
  const limit = zScoreLimit(sorted, center, madSorted(sorted, center));
  return indicesOutside(samples, center, limit);
}

/** How many of the ascending samples `modifiedZScoreOutliers` would name. */
export function countOutliersSorted(sorted: Samples, center: number, mad: number): number {
  const limit = zScoreLimit(sorted, center, mad);
  let count = 0;
  for (let i = 0; i < sorted.length; i++) if (Math.abs(sorted[i]! - center) > limit) count++;
  return count;
}

/**
 * Ascending indices of the samples beyond Tukey's fences, 1.5 interquartile ranges outside the quartiles (type 7).
 * Where the quartiles are equal, every sample that differs from them lies outside.
 * @throws StatisticalValidationError where there is no sample or one is not finite.
 */
export function interquartileOutliers(samples: Samples): number[] {
  const sorted = sortedCopy(samples);
  const lower = quantileSorted(sorted, 0.25);
  const upper = quantileSorted(sorted, 0.75);
  const reach = FENCE * (upper - lower);
  const found: number[] = [];
  for (let i = 0; i < samples.length; i++) {
    if (samples[i]! < lower - reach || samples[i]! > upper + reach) found.push(i);
  }
  return found;
}

function zScoreLimit(sorted: Samples, center: number, mad: number): number {
  if (mad > 0) return (Z_LIMIT * mad) / Z_SCALE;
  let mean = 0;
  for (let i = 0; i < sorted.length; i++) mean += Math.abs(sorted[i]! - center) / sorted.length;
  return Z_LIMIT * MEAN_DEVIATION_TO_SIGMA * mean;
}

function indicesOutside(samples: Samples, center: number, limit: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < samples.length; i++) if (Math.abs(samples[i]! - center) > limit) found.push(i);
  return found;
}
