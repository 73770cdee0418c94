import type { CommandRatio } from '../../model/timing.ts';
import { mean } from '../../statistics/core/mean.ts';
import { standardDeviation } from '../../statistics/core/standard-deviation.ts';
import { studentTQuantile } from '../../statistics/core/student-t.ts';
import { LEAST_BLOCKS } from '../constants.ts';
import { judgeComparison } from '../functions/comparison.ts';

/**
 * How often `times` are as long as those of a reference that took turns with them, in pairs: what slows the machine for a
 * while slows both. By a trimmed t interval of the pairs' log-ratios (Tukey and McLaughlin, 1963).
 * @param times seconds, one a round; and as many of the reference.
 * @returns null where there are too few pairs, or a time is 0.
 */
export function ratioInPairs(
  times: readonly number[],
  reference: readonly number[],
  confidenceLevel: number,
): CommandRatio | null {
  const logRatios = times.map((time, i) => Math.log(time / reference[i]!));
  if (logRatios.length < LEAST_BLOCKS || !logRatios.every(Number.isFinite)) return null;
  const { overheadPercent, overheadInterval } = judgeComparison({ logRatios, maxOverheadPercent: 0, confidenceLevel });
  const [lower, upper] = overheadInterval;
  return { estimate: ratioOf(overheadPercent), interval: [ratioOf(lower), ratioOf(upper)] };
}

function ratioOf(percent: number): number {
  return 1 + percent / 100;
}

/**
 * The same of times that were measured one set after the other, which what happens to the machine meanwhile goes into: by
 * Welch's interval of the logarithms (Biometrika 34, 1947).
 */
export function ratioOfSets(
  times: readonly number[],
  reference: readonly number[],
  confidenceLevel: number,
): CommandRatio | null {
  const [own, other] = [times, reference].map((set) => set.map(Math.log));
  if (Math.min(times.length, reference.length) < LEAST_BLOCKS || ![...own!, ...other!].every(Number.isFinite))
    return null;
  const [mine, others] = [own!, other!].map((logs) => {
    const variance = standardDeviation(logs) ** 2 / logs.length;
    return { location: mean(logs), variance, part: variance ** 2 / (logs.length - 1) };
  });
  const variance = mine!.variance + others!.variance;
  const degreesOfFreedom =
    variance === 0 ? own!.length + other!.length - 2 : variance ** 2 / (mine!.part + others!.part);
  const half = studentTQuantile((1 + confidenceLevel) / 2, degreesOfFreedom) * Math.sqrt(variance);
  const estimate = mine!.location - others!.location;
  return { estimate: Math.exp(estimate), interval: [Math.exp(estimate - half), Math.exp(estimate + half)] };
}
