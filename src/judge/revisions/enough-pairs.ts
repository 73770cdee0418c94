import { LEAST_PAIRS } from '../constants.ts';
import { firstEnough } from '../enough.ts';
import { type BudgetShares, shareOfBudget } from './looks.ts';
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

/**
 * How many pairs show a slow-down of this size nine times in ten, if they differ as those that were measured; null where
 * nobody can say.
 */
export function enoughPairs({ size, deviation, floor, moreThan, ...shares }: SoughtSlowDown): number | null {
  return firstEnough(moreThan, (most) => {
    const lastLevel = shareOfBudget({ ...shares, most });
    return most >= LEAST_PAIRS && visibleSlowDown(deviation, { floor, lastLevel, most }) <= size;
  });
}
