import type { PairManner } from '../../../model/measurement.ts';
import type { WorkerOutcome } from '../conversation.ts';
import { measureByTurns } from './by-turns.ts';
import { measureOneAfterOther } from './one-after-other.ts';
import type { PairLimits, PairOutcome, PairSide } from './pair.ts';

/**
 * Measures one pair of fresh processes: by turns, and where two processes of this code cannot live side by side (a fixed
 * port, a lock on a file, memory for one), one after the other.
 * @param sides the first of them goes first.
 * @param before how the test's pair before this one was measured; null for the first one.
 */
export async function measurePair(
  sides: readonly [PairSide, PairSide],
  limits: PairLimits,
  before: PairManner | null,
): Promise<PairOutcome> {
  if (before?.kind === 'one_after_other') return measureOneAfterOther(sides, limits, before.reason);
  const outcome = await measureByTurns(sides, limits);
  if (outcome.kind === 'measured' || outcome.hasBegun) return outcome;
  const end = outcome.ends[0] ?? outcome.ends[1]!;
  if (end.kind === 'aborted') return outcome;
  // What fails alone as well is the code's own failure, and is told as such.
  return measureOneAfterOther(sides, limits, whyNotSideBySide(end));
}

function whyNotSideBySide(outcome: WorkerOutcome): string {
  switch (outcome.kind) {
    case 'failed':
      return `the second one failed: ${outcome.error.message}`;
    case 'timed_out':
      return `the second one was not ready within ${outcome.timeLimit} s`;
    case 'died':
      return `the second one ended ${outcome.signal ? `by ${outcome.signal}` : `with exit code ${outcome.exitCode}`}`;
    default:
      return `the second one answered ${outcome.kind}`;
  }
}
