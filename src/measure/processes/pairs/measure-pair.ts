import type { PairManner } from '../../../model/measurement.ts';
import type { WorkerOutcome } from '../conversation.ts';
import { type PreparedPair, prepareByTurns } from './by-turns.ts';
import type { OfEach, PairFailure, PairLimits, PairOutcome, PairSide, SampledAs, TwoSides } from './pair.ts';

/** What a pair is measured with. */
export interface PairOptions<Sides extends readonly unknown[] = TwoSides> extends PairLimits {
  /** How the test's pair before this one was measured; null for the first one. */
  readonly before: PairManner | null;
  /** How the test's first pair was sampled, each side in the order of this pair; undefined for that one. */
  readonly like: OfEach<Sides, SampledAs> | undefined;
  /** This pair, where its processes were started ahead. */
  readonly prepared?: PreparedPair<Sides> | null;
  /** Is told where a warm pair takes its turns. Another pair may be prepared meanwhile on the other processors. */
  readonly onPlaced?: (processor: number | null) => void;
}

/**
 * Measures one pair of fresh processes, or as many as functions are compared: by turns, and where processes of this code cannot live side by side (a fixed
 * port, a lock on a file, memory for one), one after the other.
 * @param sides the first of them goes first.
 */
export async function measurePair<const Sides extends readonly PairSide[]>(
  sides: Sides,
  { before, like, prepared = null, onPlaced = () => undefined, ...limits }: PairOptions<Sides>,
): Promise<PairOutcome<Sides>> {
  const oneAfterOther = async (reason: string) => {
    const alike = like ? withCalls(sides, like) : sides;
    return (await measureOneAfterOther(alike, limits, reason)) as PairOutcome<Sides>;
  };
  if (before?.kind === 'one_after_other') return oneAfterOther(before.reason);
  if (prepared !== null) {
    const outcome = await prepared.take(like, onPlaced);
    if (!isUnready(outcome)) return outcome;
    // Another pair was alive beside it: once more, with nothing beside it.
  }
  const outcome = await prepareByTurns(sides, limits).take(like, onPlaced);
  if (!isUnready(outcome)) return outcome;
  // What fails alone as well is the code's own failure, and is told as such.
  return oneAfterOther(whyNotSideBySide(outcome));
}

function withCalls(sides: readonly PairSide[], like: readonly SampledAs[]): readonly PairSide[] {
  const callsPerSample = Math.max(...like.map((side) => side.callsPerSample));
  return sides.map(({ pool, request }) => {
    return { pool, request: { ...request, options: { ...request.options, callsPerSample } } };
  });
}

function isUnready(outcome: { readonly kind: 'measured' } | PairFailure): outcome is PairFailure {
  return outcome.kind === 'failed' && !outcome.hasBegun && firstEnd(outcome)?.kind !== 'aborted';
}

function firstEnd({ ends }: PairFailure): WorkerOutcome | null {
  return ends.find((end) => end !== null) ?? null;
}

function whyNotSideBySide(failure: PairFailure): string {
  const outcome = firstEnd(failure)!;
  const which = failure.ends.length === 2 ? 'the second one' : 'one of them';
  switch (outcome.kind) {
    case 'failed':
      return `${which} failed: ${outcome.error.message}`;
    case 'timed_out':
      return `${which} was not ready within ${outcome.timeLimit} s`;
    case 'died':
      return `${which} ended ${outcome.signal ? `by ${outcome.signal}` : `with exit code ${outcome.exitCode}`}`;
    default:
      return `${which} answered ${outcome.kind}`;
  }
}

/**
 * Measures fresh processes one after the other, for code of which two processes cannot live side by side. Seconds lie
 * between the sides, so a burst of noise that meets one of them is taken for a difference: see fewer of them.
 */
async function measureOneAfterOther(
  sides: readonly PairSide[],
  { timeLimit, signal }: PairLimits,
  reason: string,
): Promise<PairOutcome<readonly PairSide[]>> {
  const outcomes: WorkerOutcome[] = [];
  for (const { pool, request } of sides) {
    // What is compared is measured alike: how many calls make a sample decides where collections of garbage fall.
    const [first] = outcomes;
    const { callsPerSample } = first?.kind === 'measured' ? first.measurement : request.options;
    const alike = { ...request, options: { ...request.options, callsPerSample } };
    // Also after a failure: whether the other side fails as well tells whose it is.
    outcomes.push(await pool.ask(alike, timeLimit, signal));
  }
  const measured = outcomes.flatMap((outcome) => (outcome.kind === 'measured' ? [outcome.measurement] : []));
  if (measured.length === sides.length) {
    return { kind: 'measured', sides: measured, manner: { kind: 'one_after_other', reason } };
  }
  const ends = outcomes.map((outcome) => (outcome.kind === 'measured' ? null : outcome));
  return { kind: 'failed', ends, hasBegun: true };
}
