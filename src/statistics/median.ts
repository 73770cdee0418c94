import { quantileSorted } from './quantile.ts';
import type { Samples } from './samples.ts';
import { sortedCopy } from './sorted.ts';

/**
 * The middle sample, or the middle of the two middle samples; in the unit of the samples.
 * @throws StatisticalValidationError where there is no sample or one is not finite.
 */
export function median(samples: Samples): number {
  return quantileSorted(sortedCopy(samples), 0.5);
}
