import { AS_STATED } from './changes.mjs';
import { FIRST_LOOK, judgePairsOf, MOST_PAIRS } from './judges.mjs';
import { changesIn, isInHalf, scaled } from './runs.mjs';

/** What unchanged pairs are slowed down by. */
export const SCALED_PAIRS = [1.03, 1.05, 1.1];

/**
 * Judges stretches of a recording's pairs, as `evenkeel compare` would. Unchanged stretches overlap where more pairs were
 * taken than it takes for a first look, which few do; changed ones, of which there are fewer, overlap by half.
 * @returns trials `{at, workload, factor, scaling, verdict, used, detectable, message}`.
 */
export function pairedTrials(recording, half) {
  return [1, ...changesIn(recording)].flatMap((factor) => {
    const pairs = recording.pairs.filter((pair) => pair.factor === factor);
    return stretchesOf(pairs, factor === 1 ? FIRST_LOOK : MOST_PAIRS / 2)
      .filter(([{ at }]) => isInHalf(at, half))
      .flatMap((stretch) => recording.workloads.flatMap((workload) => judgeStretch(stretch, workload, recording)));
  });
}

function stretchesOf(pairs, stride) {
  const stretches = [];
  for (let start = 0; start + MOST_PAIRS <= pairs.length; start += stride) {
    stretches.push(pairs.slice(start, start + MOST_PAIRS));
  }
  return stretches;
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
