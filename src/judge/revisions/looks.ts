import { FIRST_PAIR_LOOK, LEAST_PAIRS, PAIR_LOOKS } from '../constants.ts';

/** After how many pairs to look, ascending. @param most pairs that may be measured. */
export function plannedLooks(most: number): readonly number[] {
  const planned = PAIR_LOOKS.map((share) => Math.max(FIRST_PAIR_LOOK, Math.round(share * most)));
  return [...new Set(planned.filter((count) => count < most)), most];
}

/** The looks that may say that something is slower; those before can only dismiss. */
export function alarmingLooks(most: number): readonly number[] {
  return plannedLooks(most).filter((count) => count >= LEAST_PAIRS);
}
