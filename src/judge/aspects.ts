import type { Aspect } from '../model/measurement.ts';
import { SHARE_OF_ASPECT } from './constants.ts';

/** All ways of looking at a process's samples. */
export const ASPECTS: readonly Aspect[] = ['lowEnd', 'cpuTime'];

/** What part of an error budget a look at one aspect may spend; together they spend all of it. */
export function shareOf(aspect: Aspect): number {
  return SHARE_OF_ASPECT[aspect];
}
