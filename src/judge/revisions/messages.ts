import type { Aspect } from '../../model/measurement.ts';
import type { Change, DoubtName, Verdict } from '../../model/verdict.ts';
import { percentText } from '../percent.ts';

/** What a message speaks of. */
export interface PairedFacts {
  readonly change: Change;
  readonly aspect: Aspect;
  /** The smallest slow-down that would have been caught, in percent. */
  readonly detectable: number;
  /** Why it is no clearer. */
  readonly doubts: readonly DoubtName[];
  /** What it would take to be clearer; null where nobody can say. */
  readonly enough: EnoughPairs | null;
  /** The revision that a comparison would have to name; null where this is a comparison, which takes the option itself. */
  readonly against: string | null;
  /** What is slower where only the mean of processor time is, in words. */
  readonly meanIs: string;
}

/** What only the mean shows of a function. */
export const MEAN_OF_CALLS = 'on average, through a part of the calls';

/** Pairs that would show a slow-down nine times in ten. */
export interface EnoughPairs {
  readonly pairs: number;
  /** Of the slow-down. */
  readonly percent: number;
}

/** A verdict on two revisions in words. */
export function explainPairs(
  verdict: Verdict,
  { change, aspect, detectable, doubts, enough, against, meanIs }: PairedFacts,
): string {
  const amount = percentText(Math.abs(change.percent));
  const where = aspect === 'lowEnd' ? '' : ` ${meanIs}`;
  switch (verdict) {
    case 'regression':
      return `Slower by ${amount}${where}.`;
    case 'improvement':
      return `Faster by ${amount}.`;
    case 'inconclusive':
      return [
        doubts.includes('probably_slower')
          ? `Probably slower by ${amount}${where}, but not surely.`
          : `Too noisy: a slow-down below ${percentText(detectable)} would not have been seen.`,
        ...(doubts.includes('side_differs_from_itself')
          ? ['One side differs from itself from turn to turn, so more counts as noise.']
          : []),
        remedyOf(enough, against),
      ].join(' ');
    default:
      return `No slower; a slow-down of ${percentText(detectable)} would have been seen.`;
  }
}

// A run has measured as many pairs as it ever does: only a comparison can be told to measure more.
function remedyOf(enough: EnoughPairs | null, against: string | null): string {
  const option = enough === null ? '--blocks' : `--blocks ${enough.pairs}`;
  const how = against === null ? option : `evenkeel compare ${against} ${option}, with --filter for this test alone`;
  if (enough === null) return `More pairs (${how}) or a quieter machine would help.`;
  return `About ${enough.pairs} pairs (${how}) would show a slow-down of ${percentText(enough.percent)}; a quieter machine would help as well.`;
}
