import { StatisticalValidationError } from '../errors.ts';
import { normalQuantile, normalSurvival } from '../statistics/core/normal.ts';
import { interpolate, selectQuantile } from '../statistics/core/quantile.ts';
import { checkedCopy, type Samples } from '../statistics/core/samples.ts';
import { select } from '../statistics/core/select.ts';
import { ranksOf } from './ranks.ts';

/** A slow drift, or what is known of one. */
export interface TrendTest {
  /** Theil and Sen's slope: the median of the slopes between all pairs, in the unit of the values a run. */
  readonly slope: number;
  /** Interval for the slope at 95 %, widened by autocorrelation. */
  readonly interval: readonly [low: number, high: number];
  /** Kendall's S: pairs that rise less pairs that fall. */
  readonly s: number;
  /** Variance of S where there is no trend, corrected for ties and autocorrelation. */
  readonly variance: number;
  /** Two-sided. */
  readonly pValue: number;
}

/** Fewer values have no trend that could be told from chance. */
const FEWEST = 4;
const CONFIDENCE = 0.95;
/** A lag counts where its correlation is beyond what chance makes at this level, as Hamed and Rao have it. */
const LAG_LEVEL = 0.05;

/**
 * Whether values drift: the test of Mann (Econometrica 13, 1945) and Kendall, with the variance corrected for the
 * autocorrelation of the ranks (Hamed and Rao, "A modified Mann-Kendall trend test for autocorrelated data", Journal of
 * Hydrology 204, 1998), and the slope of Theil and Sen (Sen, Journal of the American Statistical Association 63, 1968).
 * @param values in the order of their runs, in any unit; with logarithms the slope is relative.
 * @param leastFactor the least factor by which the variance is corrected. Default 1: by chance the correction of Hamed and Rao makes
 *   the variance a fraction of what it is, and drifts of nothing; 0 leaves it to them.
 * @throws StatisticalValidationError where there are fewer than four values or one is not finite.
 * @example
 * import { trendOf } from 'evenkeel/analysis';
 *
 * const { slope, pValue } = trendOf([1, 2, 3, 5, 4, 6, 7, 8, 9, 10]);
 * console.log(slope, pValue < 0.001); // 1 true
 */
export function trendOf(values: Samples, leastFactor = 1): TrendTest {
  if (!(leastFactor >= 0)) {
    throw new StatisticalValidationError(`leastFactor is ${leastFactor}: give a number of at least 0`);
  }
  const series = checkedCopy(values, FEWEST, 'values');
  const { slopes, s } = pairsOf(series);
  const slope = selectQuantile(slopes, 0.5);
  const plain = plainVariance(series);
  const variance = plain * Math.max(leastFactor, correction(series, slope));
  return { slope, interval: slopeInterval(slopes, variance), s, variance, pValue: chanceOf(s, variance) };
}

function pairsOf(series: Float64Array): { readonly slopes: Float64Array; readonly s: number } {
  const count = series.length;
  const slopes = new Float64Array((count * (count - 1)) / 2);
  let s = 0;
  let at = 0;
  for (let j = 1; j < count; j++) {
    for (let i = 0; i < j; i++) {
      const rise = series[j]! - series[i]!;
      slopes[at++] = rise / (j - i);
      if (rise > 0) s++;
      else if (rise < 0) s--;
    }
  }
  return { slopes, s };
}

/** Variance of S of independent values, corrected for ties. */
function plainVariance(series: Float64Array): number {
  const term = (size: number) => size * (size - 1) * (2 * size + 5);
  const sorted = series.slice().sort();
  let ties = 0;
  for (let i = 0; i < sorted.length; ) {
    let j = i;
    while (sorted[j] === sorted[i]) j++;
    ties += term(j - i);
    i = j;
  }
  return (term(series.length) - ties) / 18;
}

/** By how much the autocorrelation of the ranks changes the variance of S; never to nothing or below. */
function correction(series: Float64Array, slope: number): number {
  const count = series.length;
  const { ranks, variance } = ranksOf(series.map((value, i) => value - (i + 1) * slope));
  if (variance === 0) return 1;
  const bound = normalQuantile(1 - LAG_LEVEL / 2) / Math.sqrt(count);
  let sum = 0;
  for (let lag = 1; lag < count - 2; lag++) {
    let products = 0;
    for (let i = lag; i < count; i++) products += ranks[i]! * ranks[i - lag]!;
    const correlation = products / (variance * count);
    if (Math.abs(correlation) > bound) sum += (count - lag) * (count - lag - 1) * (count - lag - 2) * correlation;
  }
  const factor = 1 + (2 * sum) / (count * (count - 1) * (count - 2));
  return factor > 0 ? factor : 1;
}

function chanceOf(s: number, variance: number): number {
  if (s === 0 || variance === 0) return 1;
  return Math.min(1, 2 * normalSurvival((Math.abs(s) - 1) / Math.sqrt(variance)));
}

/** Sen's interval: the slopes so many places from the middle as the law of S reaches. */
function slopeInterval(slopes: Float64Array, variance: number): readonly [number, number] {
  const reach = normalQuantile((1 + CONFIDENCE) / 2) * Math.sqrt(variance);
  const last = slopes.length - 1;
  const at = (place: number) => {
    const inside = Math.max(0, Math.min(last, place));
    const below = Math.floor(inside);
    const low = select(slopes, below);
    return below === inside ? low : interpolate(low, select(slopes, below + 1), inside - below);
  };
  return [at((slopes.length - reach) / 2 - 1), at((slopes.length + reach) / 2)];
}
