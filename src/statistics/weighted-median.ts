import { StatisticalValidationError } from '../errors.ts';
import { interpolate } from './quantile.ts';
import { requireSamples } from './samples.ts';

/**
 * The value at which half of the total weight is reached; the mean of two neighbours where it falls between them.
 * Equal weights give the ordinary median.
 *
 * @param weights not negative, one a value, at least one above 0.
 * @throws StatisticalValidationError where there is no value, a value or a weight is not finite, or the weights are not
 * as many as the values, not negative, and together above 0.
 */
export function weightedMedian(values: readonly number[], weights: readonly number[]): number {
  requireSamples(values, 1, 'values');
  requireWeights(weights, values.length);
  const order = values.map((value, i) => ({ value, weight: weights[i]! })).sort((a, b) => a.value - b.value);
  const half = order.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const [i, { value, weight }] of order.entries()) {
    sum += weight;
    if (sum > half) return value;
    if (sum === half) return interpolate(value, order[i + 1]?.value ?? value, 0.5);
  }
  return order.at(-1)!.value;
}

function requireWeights(weights: readonly number[], count: number): void {
  requireSamples(weights, count, 'weights');
  const bad = weights.findIndex((weight) => weight < 0);
  if (bad !== -1 || weights.length > count || !weights.some((weight) => weight > 0)) {
    throw new StatisticalValidationError(
      bad === -1
        ? `there are ${weights.length} weights for ${count} values: give one a value, at least one above 0`
        : `weights[${bad}] is ${weights[bad]}: a weight must not be negative`,
      { data: { weights } },
    );
  }
}
