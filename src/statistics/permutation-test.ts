import type { Alternative } from './alternative.ts';
import { pValueFromTails } from './alternative.ts';
import { mean } from './mean.ts';
import { createGenerator, type Generator, randomIndex } from './random.ts';
import { checkedCopy, requireCount, type Samples } from './samples.ts';

/** A number that grows as `current` gets slower; it may read its arguments only while it runs. */
export type TwoSampleStatistic = (baseline: Float64Array, current: Float64Array) => number;

/** How to permute. */
export interface PermutationOptions {
  /** Default: mean of `current` minus mean of `baseline`. */
  readonly statistic?: TwoSampleStatistic;
  /** Default 'greater'. */
  readonly alternative?: Alternative;
  /** How many random orderings to look at besides the observed one. Default 9,999. */
  readonly permutations?: number;
  /** Source of randomness; by default one with a fixed seed, so that results repeat. */
  readonly generator?: Generator;
}

/** Statistics of equal samples in another order may differ in their last digits: these count as equal. */
const ROUNDING = 1e-12;

/**
 * Permutation test: how often samples that are dealt to the two sides at random differ as much as these. The observed
 * ordering counts as one of them, so that p is never 0 and its error rate holds with any number of permutations (Phipson
 * and Smyth, Statistical Applications in Genetics and Molecular Biology 9, 2010).
 * @throws StatisticalValidationError where a side is empty, a sample is not finite, or an option is out of range.
 */
export function permutationTest(
  baseline: Samples,
  current: Samples,
  options: PermutationOptions = {},
): { readonly statistic: number; readonly pValue: number } {
  const { statistic = differenceOfMeans, alternative = 'greater', permutations = 9_999 } = options;
  const { generator = createGenerator() } = options;
  requireCount(permutations, 'permutations');
  const before = checkedCopy(baseline, 1, 'baselineSamples');
  const after = checkedCopy(current, 1, 'currentSamples');
  const observed = statistic(before, after);
  const pool = new Float64Array(before.length + after.length);
  pool.set(before);
  pool.set(after, before.length);
  const margin = ROUNDING * Math.abs(observed);
  let atMost = 1;
  let atLeast = 1;
  for (let i = 0; i < permutations; i++) {
    deal(pool, before.length, generator);
    const value = statistic(pool.subarray(0, before.length), pool.subarray(before.length));
    if (value <= observed + margin) atMost++;
    if (value >= observed - margin) atLeast++;
  }
  const all = permutations + 1;
  return { statistic: observed, pValue: pValueFromTails(atMost / all, atLeast / all, alternative) };
}

function differenceOfMeans(baseline: Float64Array, current: Float64Array): number {
  return mean(current) - mean(baseline);
}

/** Puts a random choice of the pool into its first places (Fisher and Yates). */
function deal(pool: Float64Array, count: number, generator: Generator): void {
  for (let i = 0; i < count; i++) {
    const other = i + randomIndex(generator, pool.length - i);
    const value = pool[i]!;
    pool[i] = pool[other]!;
    pool[other] = value;
  }
}
