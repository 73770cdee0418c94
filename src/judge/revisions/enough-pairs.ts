import { firstIndex } from '../../statistics/core/solve.ts';
import { LEAST_PAIRS } from '../constants.ts';
import { type BudgetShares, shareOfBudget } from './error-budget.ts';
import { visibleSlowDown } from './pair-view.ts';

/** What is looked for, and in what noise; sizes are on the logarithmic scale. */
export interface SoughtSlowDown extends Pick<BudgetShares, 'tests' | 'aspect' | 'suiteAlpha'> {
  readonly size: number;
  /** Of a pair. */
  readonly deviation: number;
  /** What a slow-down must surely exceed. */
  readonly floor: number;
  /** Pairs that were too few. */
  readonly moreThan: number;
}

/** More pairs than this nobody waits for. */
const MOST = 1000;

/**
 * How many pairs show a slow-down of this size nine times in ten, if they differ as those that were measured; null where
 * no number that anybody waits for does, or where those that were measured should have: then it was chance.
 */
export function enoughPairs({ size, deviation, floor, moreThan, ...shares }: SoughtSlowDown): number | null {
  const isShown = (most: number): boolean =>
    most >= LEAST_PAIRS && visibleSlowDown(deviation, { floor, lastLevel: shareOfBudget({ ...shares, most }), most }) <= size;
  if (isShown(moreThan) || !isShown(MOST)) return null;
  return firstIndex(moreThan, MOST, isShown);
}
