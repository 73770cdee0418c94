import type { PairManner } from '../../../model/measurement.ts';
import type { WorkerOutcome } from '../conversation.ts';
import { type PreparedPair, prepareByTurns } from './by-turns.ts';
import type { PairLimits, PairOutcome, PairSide, SampledAs } from './pair.ts';

/** What a pair is measured with. */
export interface PairOptions extends PairLimits {
  /** How the test's pair before this one was measured; null for the first one. */
  readonly before: PairManner | null;
  /** How the test's first pair was sampled, each side in the order of this pair; undefined for that one. */
  readonly like: readonly [SampledAs, SampledAs] | undefined;
  /** This pair, where its processes were started ahead. */
  readonly prepared?: PreparedPair | null;
  /** Is told where a warm pair takes its turns. Another pair may be prepared meanwhile on the other processors. */
  readonly onPlaced?: (processor: number | null) => void;
}

/**
 * Measures one pair of fresh processes: by turns, and where two processes of this code cannot live side by side (a fixed
 * port, a lock on a file, memory for one), one after the other.
 * @param sides the first of them goes first.
 */
export async function measurePair(
  sides: readonly [PairSide, PairSide],
  { before, like, prepared = null, onPlaced = () => undefined, ...limits }: PairOptions,
): Promise<PairOutcome> {
  const oneAfterOther = (reason: string) => measureOneAfterOther(like ? withCalls(sides, like) : sides, limits, reason);
  if (before?.kind === 'one_after_other') return oneAfterOther(before.reason);
  if (prepared !== null) {
    const outcome = await prepared.take(like, onPlaced);
    if (!isUnready(outcome)) return outcome;
    // Another pair was alive beside it: once more, with nothing beside it.
  }
  const outcome = await prepareByTurns(sides, limits).take(like, onPlaced);
  if (!isUnready(outcome)) return outcome;
  // What fails alone as well is the code's own failure, and is told as such.
  return oneAfterOther(whyNotSideBySide(outcome.ends[0] ?? outcome.ends[1]!));
}

function withCalls([one, two]: readonly [PairSide, PairSide], like: readonly [SampledAs, SampledAs]) {
  const callsPerSample = Math.max(...like.map((side) => side.callsPerSample));
  const alike = ({ pool, request }: PairSide): PairSide => {
    return { pool, request: { ...request, options: { ...request.options, callsPerSample } } };
  };
  return [alike(one), alike(two)] as const;
}

function isUnready(outcome: PairOutcome): outcome is Extract<PairOutcome, { kind: 'failed' }> {
  return outcome.kind === 'failed' && !outcome.hasBegun && (outcome.ends[0] ?? outcome.ends[1])?.kind !== 'aborted';
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

/**
 * Measures two fresh processes one after the other, for code of which two processes cannot live side by side. Seconds lie
 * between the sides, so a burst of noise that meets one of them is taken for a difference: see fewer of them.
 */
async function measureOneAfterOther(
  [first, second]: readonly [PairSide, PairSide],
  { timeLimit, signal }: PairLimits,
  reason: string,
): Promise<PairOutcome> {
  const one = await first.pool.ask(first.request, timeLimit, signal);
  // What is compared is measured alike: how many calls make a sample decides where collections of garbage fall.
  const { callsPerSample } = one.kind === 'measured' ? one.measurement : second.request.options;
  const alike = { ...second.request, options: { ...second.request.options, callsPerSample } };
  // Also after a failure: whether the other side fails as well tells whose it is.
  const two = await second.pool.ask(alike, timeLimit, signal);
  if (one.kind === 'measured' && two.kind === 'measured') {
    const manner = { kind: 'one_after_other', reason } as const;
    return { kind: 'measured', sides: [one.measurement, two.measurement], manner };
  }
  const endOf = (outcome: WorkerOutcome) => (outcome.kind === 'measured' ? null : outcome);
  return { kind: 'failed', ends: [endOf(one), endOf(two)], hasBegun: true };
}
