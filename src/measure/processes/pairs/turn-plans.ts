import type { TurnPlan } from '../../turns.ts';
import type { Batch } from '../../warm-up.ts';
import type { SampledAs } from './pair.ts';

// Seconds of a turn: short beside a burst of noise, long beside the waking of a process (docs/decisions/0022).
const TURN = 5e-3;
// Samples of a turn at most: calls that must be timed alone may take a microsecond, and all samples are sent and sorted.
const MOST_SAMPLES = 50;
// So many times longer calls are no longer sampled like the other side's, whose turns they would stretch as much. Nobody
// has to look closely to tell such sides apart, and a warm-up that was interrupted seldom seems so much slower.
const FAR_APART = 8;

/** How both sides of a pair are sampled, in their order. */
export type TurnPlans = readonly [TurnPlan, TurnPlan];

/**
 * Plans the turns of both sides: alike, as many calls a sample and samples a turn, because what samples of different
 * numbers say differs. Where one side's calls take many times as long, each has the turns that are right for itself.
 * @param batches what the sides chose while they warmed up.
 * @param like how they were sampled in the test's first pair; undefined for that one.
 */
export function planTurns(
  batches: readonly [Batch, Batch],
  like: readonly [SampledAs, SampledAs] | undefined,
): TurnPlans {
  const sides = like ?? ([sampledIn(batches[0]), sampledIn(batches[1])] as const);
  const [quicker, slower] = sides.map(({ secondsPerCall }) => secondsPerCall).toSorted((a, b) => a - b);
  if (slower! > FAR_APART * quicker!) return [planOf(sides[0]), planOf(sides[1])];
  // The quicker one, because noise only adds time: what was interrupted while it chose must not have turns of one sample.
  const common = planOf({
    callsPerSample: Math.max(...sides.map(({ callsPerSample }) => callsPerSample)),
    secondsPerCall: quicker!,
  });
  return [common, common];
}

function sampledIn({ callsPerSample, secondsPerSample }: Batch): SampledAs {
  return { callsPerSample, secondsPerCall: secondsPerSample / callsPerSample };
}

function planOf({ callsPerSample, secondsPerCall }: SampledAs): TurnPlan {
  const fitting = Math.round(TURN / (secondsPerCall * callsPerSample));
  return { callsPerSample, samplesPerTurn: Math.min(MOST_SAMPLES, Math.max(1, fitting)) };
}
