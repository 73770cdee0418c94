import type { Verdict } from '../model/verdict.ts';
import type { Margin } from './margin.ts';

const LOOKS_FOR_A_REGRESSION = 2;
// Then a doubt stays one.
const MOST_LOOKS = 3;

/** What a verdict is made from. */
export interface Evidence {
  /** ln(run ÷ baseline). */
  readonly shift: number;
  readonly margin: Margin;
  /** Whether the runs scatter too much for any gate. */
  readonly isBlind: boolean;
  /** Whether a slow-down is the code's: the processes agree about it, and the machine does not explain it. */
  readonly isSure: boolean;
  /** Looks beyond the margin, of how many. */
  readonly slowLooks: number;
  readonly looks: number;
}

/** The verdict. With a single look, a regression is still a suspicion: see {@link needsAnotherLook}. */
export function decide({ shift, margin, isBlind, isSure, slowLooks, looks }: Evidence): Verdict {
  if (slowLooks === looks) return isSure ? 'regression' : 'inconclusive';
  // One look saw a slow-down, another did not, and together they are not unchanged either.
  if (slowLooks > 0 && Math.abs(shift) > margin.width) return 'inconclusive';
  if (shift < -margin.width) return 'improvement';
  return isBlind ? 'inconclusive' : 'pass';
}

/** Whether the looks disagree about a slow-down, or agree about one that may not be the code's. */
export function isDisputedVerdict(verdict: Verdict, { slowLooks }: Evidence): boolean {
  return verdict === 'inconclusive' && slowLooks > 0;
}

/** Whether to measure again before the verdict is believed. */
export function needsAnotherLook(verdict: Verdict, evidence: Evidence): boolean {
  const { slowLooks, looks } = evidence;
  if (looks < LOOKS_FOR_A_REGRESSION) return slowLooks > 0;
  return isDisputedVerdict(verdict, evidence) && looks < MOST_LOOKS;
}
