import { weightedMedian } from './weighted-median.ts';

/**
 * Weighted median of values that came one after another, in which each value's decay factor scales the weight of all
 * values before it: value i weighs the product of the decay factors of the values after it, and the last one weighs 1.
 *
 * @param decayFactors from 0 to 1, one a value; the first one's has nothing to scale.
 * @throws StatisticalValidationError where there is no value or one is not finite, or a factor is missing or negative.
 */
export function decayedMedian(values: readonly number[], decayFactors: readonly number[]): number {
  const weights: number[] = new Array(values.length);
  let weight = 1;
  for (let i = values.length - 1; i >= 0; i--) {
    weights[i] = weight;
    weight *= decayFactors[i]!;
  }
  return weightedMedian(values, weights);
}
