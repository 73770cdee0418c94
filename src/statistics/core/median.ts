import { quantile } from './quantile.ts';
import type { Samples } from './samples.ts';

/**
 * The middle sample, or the middle of the two middle samples; in the unit of the samples.
 * @throws StatisticalValidationError where there is no sample or one is not finite.
 */
export function median(samples: Samples): number {
  return quantile(samples, 0.5);
}
