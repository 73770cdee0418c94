import { checkedCopy, type Samples } from './samples.ts';

/**
 * A copy of the samples in ascending order; −0 becomes 0.
 * @throws StatisticalValidationError where there are fewer than `least` samples or one is not finite.
 */
export function sortedCopy(samples: Samples, least = 1, name = 'samples'): Float64Array {
  return checkedCopy(samples, least, name).sort();
}
