import { StatisticalValidationError } from '../../errors.ts';
import { mean } from './mean.ts';
import type { Samples } from './samples.ts';
import { sortedCopy } from './sorted.ts';

/**
 * Mean of what is left after the ⌊trim · n⌋ smallest and as many largest samples are set aside; in the unit of the
 * samples. `trim` from 0 to below 0.5.
 * @throws StatisticalValidationError where there is no sample, one is not finite, or `trim` is out of range.
 */
export function trimmedMean(samples: Samples, trim = 0.2): number {
  const cut = trimCount(samples.length, trim);
  return mean(sortedCopy(samples).subarray(cut, samples.length - cut));
}

/**
 * Mean after the ⌊trim · n⌋ smallest samples are raised to the next larger one and as many largest lowered to the next
 * smaller; in the unit of the samples. `trim` from 0 to below 0.5.
 * @throws StatisticalValidationError where there is no sample, one is not finite, or `trim` is out of range.
 */
export function winsorizedMean(samples: Samples, trim = 0.2): number {
  const cut = trimCount(samples.length, trim);
  return mean(winsorize(sortedCopy(samples), cut));
}

/** Ascending samples with `cut` at either end replaced by their nearest neighbour that stays. */
export function winsorize(sorted: Float64Array, cut: number): Float64Array {
  const result = sorted.slice();
  result.fill(sorted[cut]!, 0, cut);
  result.fill(sorted[sorted.length - cut - 1]!, sorted.length - cut);
  return result;
}

/**
 * How many samples a trim sets aside at either end, ⌊trim · count⌋.
 * @throws StatisticalValidationError where `trim` is not in 0..0.5.
 */
export function trimCount(count: number, trim: number): number {
  if (!(trim >= 0 && trim < 0.5)) {
    throw new StatisticalValidationError(
      `trim is ${trim}: give a share from 0 to below 0.5 (0.1 sets aside 10 % at either end)`,
    );
  }
  return Math.floor(trim * count);
}
