import type { Aspect } from '../../model/measurement.ts';
import { FIRST_PAIR_LOOK, LEAST_PAIRS, PAIR_LOOKS, SHARE_OF_ASPECT, SUITE_ALPHA } from '../constants.ts';

/** After how many pairs to look, ascending. @param most pairs that may be measured. */
export function plannedLooks(most: number): readonly number[] {
  const planned = PAIR_LOOKS.map((share) => Math.max(FIRST_PAIR_LOOK, Math.round(share * most)));
  return [...new Set(planned.filter((count) => count < most)), most];
}

/** The looks that may say that something is slower; those before can only dismiss. */
export function alarmingLooks(most: number): readonly number[] {
  return plannedLooks(most).filter((count) => count >= LEAST_PAIRS);
}

/** What the error budget of a suite is split over. */
export interface BudgetShares {
  /** Tests that are measured in pairs: of a `compare`, or the suspects of a whole `run`. */
  readonly tests: number;
  /** Pairs that each may have at most. */
  readonly most: number;
  readonly aspect: Aspect;
  /** Chance of any false alarm in the suite. Default: the table's, which is too rare to be counted. */
  readonly suiteAlpha?: number | undefined;
}

/**
 * The one split of the error budget (Bonferroni): evenly over the tests that are measured in pairs, evenly over the looks
 * that may accuse, and unevenly over the aspects. Suspicion costs none of it, because pairs are measured anew, whatever
 * past runs made of the test: unchanged code is called slower by its pairs as seldom as if all of it had been measured in pairs.
 * @returns chance of a false alarm that one look at one test by one aspect may take.
 */
export function shareOfBudget({ tests, most, aspect, suiteAlpha = SUITE_ALPHA }: BudgetShares): number {
  return (suiteAlpha / tests / Math.max(1, alarmingLooks(most).length)) * SHARE_OF_ASPECT[aspect];
}
