import { firstIndex } from '../statistics/core/solve.ts';

/** More pairs than this nobody waits for. */
const MOST = 1000;

/**
 * The first number of pairs, above those that were measured, that shows what is looked for; null where no number that
 * anybody waits for does, or where those that were measured should have: then it was chance.
 */
export function firstEnough(measured: number, shows: (pairs: number) => boolean): number | null {
  if (shows(measured) || !shows(MOST)) return null;
  return firstIndex(measured, MOST, shows);
}
