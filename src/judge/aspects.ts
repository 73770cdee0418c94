import type { Aspect } from '../model/measurement.ts';

/** All ways of looking at samples. */
export const ASPECTS: readonly Aspect[] = ['fast', 'typical', 'mean'];

// The steady one does most of the work, so it gets most of the error budget. A tenth of it makes a t-test's critical
// value about a sixth larger, which the changes that only the others see can bear.
const SHARES: Readonly<Record<Aspect, number>> = { fast: 0.8, typical: 0.1, mean: 0.1 };

/** What part of an error budget a look at one aspect may spend; together they spend all of it. */
export function shareOf(aspect: Aspect): number {
  return SHARES[aspect];
}

/** What is slower, for people. */
export const aspectNames: Readonly<Record<Aspect, string>> = {
  fast: 'the quick calls',
  typical: 'the typical call',
  mean: 'the mean',
};
