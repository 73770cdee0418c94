import { copyOfPlainData, isSamePlainData } from './plain-data.ts';

/** More than this is not worth the time and the memory that copying it takes. */
export const MOST_VALUES = 200_000;
const FEWEST_ELEMENTS = 8;

/** What a function was given first, as it was before. */
export interface GivenData {
  /** Says that the first call is over. Where it changed nothing, no copy is kept. */
  called(): void;
  /** As it was before the first call; null where the call did not change it, or that cannot be told. */
  before(): object | null;
}

/** Keeps what the first call is about to be given. */
export function keepGiven(given: unknown): GivenData {
  let copy = copyOfPlainData(given, MOST_VALUES);
  return {
    called() {
      if (copy !== null && isSamePlainData(copy, given)) copy = null;
    },
    before: () => copy,
  };
}

/** Whether the value is an array that could have been sorted. */
export function canShuffle(value: unknown): value is unknown[] {
  return (
    Array.isArray(value) &&
    value.length >= FEWEST_ELEMENTS &&
    value.length <= MOST_VALUES &&
    !Object.isFrozen(value) &&
    !value.every((each) => Object.is(each, value[0]))
  );
}
