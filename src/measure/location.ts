import type { Aspects } from '../model/measurement.ts';
import { mean } from '../statistics/mean.ts';
import { quantile } from '../statistics/quantile.ts';

// Noise only ever adds time, so low quantiles are the steadiest place of a sample: between processes the 5th
// percentile moves about a fifth as much as the median on a busy machine. Lower ones depend on a handful of samples.
const LOCATION_QUANTILE = 0.05;

/** Where one process's samples lie, in their unit: one number a process, from which verdicts are made. */
export function locationOf(samples: readonly number[]): number {
  return quantile(samples, LOCATION_QUANTILE);
}

// Single interruptions of many times a sample's length would make up most of a mean's movement.
const SET_ASIDE = 0.01;

/** Where one process's samples lie, looked at in every way that verdicts look at them; in the samples' unit. */
export function aspectsOf(samples: readonly number[]): Aspects {
  const sorted = Float64Array.from(samples).sort();
  const kept = sorted.subarray(0, sorted.length - Math.ceil(SET_ASIDE * (sorted.length - 1)));
  return { fast: locationOf(samples), typical: quantile(samples, 0.5), mean: mean(kept) };
}
