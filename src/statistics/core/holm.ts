import { requireProbability } from './samples.ts';

/**
 * P-values made larger so that, whatever holds at some level of them, the chance that any is wrong is no more than that level: Holm's
 * procedure (Scandinavian Journal of Statistics 6, 1979). It asks nothing of how the statements depend on each other.
 * @param size how many statements could have been made. More than there are p-values where these are the ones that were chosen by
 *   what was seen. Default: as many as there are.
 * @returns in the order given
 * @throws StatisticalValidationError where one is not a probability.
 */
export function adjustedByHolm(pValues: readonly number[], size: number = pValues.length): readonly number[] {
  for (const pValue of pValues) requireProbability(pValue, 'pValue');
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted: number[] = new Array(pValues.length);
  let least = 0;
  for (const [rank, i] of order.entries()) {
    least = Math.max(least, Math.min(1, pValues[i]! * (size - rank)));
    adjusted[i] = least;
  }
  return adjusted;
}
