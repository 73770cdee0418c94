import { StatisticalValidationError } from '../../errors.ts';

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
