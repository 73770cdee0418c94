import { StatisticalValidationError } from '../../errors.ts';
import { deviationOfU, orderingCounts, orderings } from './mann-whitney.ts';
import { normalQuantile } from './normal.ts';
import { interpolate } from './quantile.ts';
import { requireOpenUnit, type Samples } from './samples.ts';
import { saturated } from './saturated.ts';
import { nextDifference, selectDifference } from './select-difference.ts';
import { sortedCopy } from './sorted.ts';

/** The size of a difference, positive where `current` is greater, with an interval for it. */
export interface EffectSize {
  /** The size itself; its unit is that of the measure. */
  readonly estimate: number;
  /** Lower and upper end, at the confidence that was asked for. */
  readonly interval: readonly [number, number];
}

/** Up to this many pairs the interval's ends come from all possible orderings. */
const EXACT_PAIRS = 2_500;

/**
 * Hodges and Lehmann's estimate of the shift from `baseline` to `current`, in the unit of the samples: the median of all
 * differences between a current and a baseline sample (Annals of Mathematical Statistics 34, 1963). The interval is the
 * set of shifts that a Mann-Whitney test would not reject (Moses, 1953); exact for few samples. Takes time proportional
 * to n + m, though there are n · m differences. A shift beyond the range of a double ends at its largest.
 * @throws StatisticalValidationError where a side is empty, a sample is not finite, or the samples are too few for the level.
 * @example
 * import { hodgesLehmann } from 'evenkeel';
 *
 * const { estimate } = hodgesLehmann([1.01, 1.02, 1.0, 1.03, 1.02], [1.05, 1.07, 1.06, 1.04, 1.08]);
 * console.log(estimate.toFixed(2)); // 0.04
 */
export function hodgesLehmann(baseline: Samples, current: Samples, confidenceLevel = 0.95): EffectSize {
  requireOpenUnit(confidenceLevel, 'confidenceLevel');
  const before = sortedCopy(baseline, 1, 'baselineSamples');
  const after = sortedCopy(current, 1, 'currentSamples');
  const pairs = before.length * after.length;
  const rank = intervalRank(before.length, after.length, (1 - confidenceLevel) / 2);
  if (rank < 1) {
    throw new StatisticalValidationError(
      `${before.length} baseline and ${after.length} current samples are too few for an interval at ${confidenceLevel}: measure more or lower the level`,
      { data: { baseline: before.length, current: after.length, confidenceLevel } },
    );
  }
  const half = Math.ceil(pairs / 2);
  const lower = selectDifference(before, after, half);
  const upper = pairs % 2 === 1 ? lower : nextDifference(before, after, lower, half + 1);
  const bounds = [selectDifference(before, after, rank), selectDifference(before, after, pairs + 1 - rank)] as const;
  return {
    estimate: interpolate(saturated(lower), saturated(upper), 0.5),
    interval: [saturated(bounds[0]), saturated(bounds[1])],
  };
}

/** The largest k for which U is below k with a probability of at most `tail`, if there is no shift. */
function intervalRank(n: number, m: number, tail: number): number {
  if (n * m > EXACT_PAIRS) return Math.floor((n * m) / 2 + normalQuantile(tail) * deviationOfU(n, m, 0));
  const counts = orderingCounts(n, m, (n * m) >> 1);
  const allowed = tail * orderings(n, m);
  let sum = 0;
  let rank = 0;
  while (rank < counts.length && sum + counts[rank]! <= allowed) sum += counts[rank++]!;
  return rank;
}
