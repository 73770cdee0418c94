import { StatisticalValidationError } from '../../errors.ts';
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
  const total = requireWeights(weights, values.length);
  // Equal values share their weight, so that plain numbers are sorted, which needs no comparing function.
  const weightOf = new Map<number, number>();
  for (let i = 0; i < values.length; i++) {
    weightOf.set(values[i]!, (weightOf.get(values[i]!) ?? 0) + weights[i]!);
  }
  const sorted = Float64Array.from(weightOf.keys()).sort();
  let sum = 0;
  for (let i = 0; i < sorted.length; i++) {
    const value = sorted[i]!;
    sum += weightOf.get(value)!;
    if (sum > total / 2) return value;
    if (sum === total / 2) return interpolate(value, sorted[i + 1] ?? value, 0.5);
  }
  return sorted.at(-1)!;
}

/** Their sum. */
function requireWeights(weights: readonly number[], count: number): number {
  requireSamples(weights, count, 'weights');
  let total = 0;
  let bad = -1;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i]! < 0 && bad === -1) bad = i;
    total += weights[i]!;
  }
  if (bad !== -1 || weights.length > count || !(total > 0)) {
    throw new StatisticalValidationError(
      bad === -1
        ? `there are ${weights.length} weights for ${count} values: give one a value, at least one above 0`
        : `weights[${bad}] is ${weights[bad]}: a weight must not be negative`,
      { data: { weights } },
    );
  }
  return total;
}
