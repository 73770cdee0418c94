import { quantile } from '../statistics/core/quantile.ts';

// Noise only ever adds time, so low quantiles are the steadiest place of a sample: between processes the 5th
// percentile moves about a fifth as much as the median on a busy machine. Lower ones depend on a handful of samples.
const LOCATION_QUANTILE = 0.05;

/** Where one process's samples lie, in their unit: one number per process, from which verdicts are made. */
export function locationOf(samples: readonly number[]): number {
  return quantile(samples, LOCATION_QUANTILE);
}
