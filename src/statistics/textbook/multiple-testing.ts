import { StatisticalValidationError } from '../../errors.ts';
import { normalQuantile, normalSurvival } from '../core/normal.ts';
import { requireOpenUnit } from '../core/samples.ts';

/**
 * Bonferroni's adjusted p-values, in the order given: comparing each with α keeps the chance of any false alarm below α,
 * however the tests depend on each other.
 * @throws StatisticalValidationError where a p-value is not in 0..1.
 */
export function bonferroni(pValues: readonly number[]): number[] {
  requirePValues(pValues);
  return pValues.map((p) => Math.min(1, p * pValues.length));
}

/**
 * Holm's adjusted p-values, in the order given: the same guarantee as Bonferroni's, and never larger (Holm, Scandinavian
 * Journal of Statistics 6, 1979).
 * @throws StatisticalValidationError where a p-value is not in 0..1.
 */
export function holm(pValues: readonly number[]): number[] {
  requirePValues(pValues);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (const [rank, index] of ascendingOrder(pValues).entries()) {
    largest = Math.max(largest, Math.min(1, pValues[index]! * (pValues.length - rank)));
    adjusted[index] = largest;
  }
  return adjusted;
}

/**
 * Benjamini and Hochberg's adjusted p-values, in the order given: comparing each with α keeps the expected share of false
 * alarms among all alarms below α, for tests that are independent or positively dependent (Journal of the Royal
 * Statistical Society B 57, 1995).
 * @throws StatisticalValidationError where a p-value is not in 0..1.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  requirePValues(pValues);
  const adjusted = new Array<number>(pValues.length);
  const order = ascendingOrder(pValues);
  let smallest = 1;
  for (let rank = order.length; rank > 0; rank--) {
    const index = order[rank - 1]!;
    smallest = Math.min(smallest, (pValues[index]! * pValues.length) / rank);
    adjusted[index] = smallest;
  }
  return adjusted;
}

/** How an error budget is spread over looks: nearly all at the end, early, or evenly. */
export type AlphaSpending = 'obrien_fleming' | 'pocock' | 'linear';

/**
 * The share of an error budget that each look at growing data may spend, in their order; they sum up to α at the end of
 * the data. A look that compares its own p-value with its share keeps the chance of any false alarm below α, however the
 * looks depend on each other; `groupSequentialLooks` knows how they do, and allows more. The budgets are those of Lan and
 * DeMets (Biometrika 70, 1983).
 * @param fractions what share of all planned data each look has seen, ascending, up to 1.
 * @throws StatisticalValidationError where α is not in 0..1, the fractions do not ascend within 0..1, or the way is unknown.
 */
export function spendAlpha(
  alpha: number,
  fractions: readonly number[],
  spending: AlphaSpending = 'obrien_fleming',
): number[] {
  requireOpenUnit(alpha, 'alpha');
  let before = 0;
  let spent = 0;
  return fractions.map((fraction, look) => {
    if (!(fraction > before && fraction <= 1)) {
      throw new StatisticalValidationError(
        `fractions[${look}] is ${fraction}: give ascending shares of the planned data, above 0 and up to 1`,
      );
    }
    before = fraction;
    const share = spentBy(alpha, fraction, spending) - spent;
    spent += share;
    return share;
  });
}

function spentBy(alpha: number, fraction: number, spending: AlphaSpending): number {
  switch (spending) {
    case 'obrien_fleming':
      return 2 * normalSurvival(-normalQuantile(alpha / 2) / Math.sqrt(fraction));
    case 'pocock':
      return alpha * Math.log1p((Math.E - 1) * fraction);
    case 'linear':
      return alpha * fraction;
    default:
      throw new StatisticalValidationError(
        `${String(spending)} is no way to spend alpha: use obrien_fleming, pocock or linear`,
      );
  }
}

function ascendingOrder(values: readonly number[]): number[] {
  return values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
}

function requirePValues(pValues: readonly number[]): void {
  for (const [index, p] of pValues.entries()) {
    if (!(p >= 0 && p <= 1)) {
      throw new StatisticalValidationError(`pValues[${index}] is ${p}: give a probability from 0 to 1`, {
        data: { index, value: p },
      });
    }
  }
}
