import type { Aspect } from '../model/measurement.ts';

/** All ways of looking at a process's samples. */
export const ASPECTS: readonly Aspect[] = ['lowEnd', 'cpuTime'];

// The steady one does most of the work, so it gets most of the error budget. A tenth of it makes a critical value about
// a fifth larger, which the changes that only the other one sees can bear.
const SHARES: Readonly<Record<Aspect, number>> = { lowEnd: 0.9, cpuTime: 0.1 };

/** What part of an error budget a look at one aspect may spend; together they spend all of it. */
export function shareOf(aspect: Aspect): number {
  return SHARES[aspect];
}
