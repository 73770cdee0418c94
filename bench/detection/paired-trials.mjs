import { AS_STATED } from './changes.mjs';
import { FIRST_LOOK, judgePairsOf, MOST_PAIRS } from './judges.mjs';
import { changesIn, isInHalf, scaled } from './runs.mjs';

/** What unchanged pairs are slowed down by. */
export const SCALED_PAIRS = [1.03, 1.05, 1.1];

// Stretches overlap where more pairs are taken than it takes for a first look.
const STRIDE = FIRST_LOOK;

/**
 * Judges stretches of a recording's pairs, as `evenkeel compare` would. What reaches the recording's end goes on at its
 * beginning, but no stretch takes a pair twice: where there are fewer than a comparison may take, it ends with them.
 * @returns trials `{at, workload, factor, scaling, verdict, used, detectable, message}`.
 */
export function pairedTrials(recording, half) {
  return [1, ...changesIn(recording)].flatMap((factor) => {
    const pairs = recording.pairs.filter((pair) => pair.factor === factor);
    return stretchesOf(pairs)
      .filter(([{ at }]) => isInHalf(at, half))
      .flatMap((stretch) => recording.workloads.flatMap((workload) => judgeStretch(stretch, workload, recording)));
  });
}

function stretchesOf(pairs) {
  if (pairs.length < FIRST_LOOK) return [];
  const starts = Array.from({ length: Math.floor(pairs.length / STRIDE) }, (_, i) => i * STRIDE);
  return starts.map((start) => [...pairs.slice(start), ...pairs.slice(0, start)].slice(0, MOST_PAIRS));
}

function judgeStretch(stretch, workload, { workloads }) {
  const pairs = stretch.map(({ baseline, candidate }) => ({
    baseline: baseline.processes[workload],
    candidate: candidate.processes[workload],
  }));
  const { at } = stretch[0];
  const { factor } = pairs[0].candidate;
  const judge = (by) => {
    const slower = by === 1 ? pairs : pairs.map((pair) => ({ ...pair, candidate: scaled(pair.candidate, by) }));
    return trialOf(judgePairsOf(slower, workloads.length));
  };
  const own = { at, workload, factor, scaling: null, ...judge(1) };
  if (factor !== 1) return [own];
  const scalings = [...SCALED_PAIRS.map((by) => [by, by]), [AS_STATED, 1 + own.detectable / 100]];
  return [own, ...scalings.map(([scaling, by]) => ({ at, workload, factor: by, scaling, ...judge(by) }))];
}

function trialOf({ validation, used }) {
  const { verdict, message, minimumDetectableChangePercent: detectable } = validation;
  return { verdict, message, detectable, used };
}
