import type { WorkerOutcome } from '../conversation.ts';
import type { PairLimits, PairOutcome, PairSide } from './pair.ts';

/**
 * Measures two fresh processes one after the other, for code of which two processes cannot live side by side. Seconds lie
 * between the sides, so a burst of noise that meets one of them is taken for a difference: see fewer of them.
 */
export async function measureOneAfterOther(
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
