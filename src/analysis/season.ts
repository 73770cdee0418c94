import type { Season } from '../model/trends.ts';
import { incompleteBeta } from '../statistics/core/beta.ts';
import { median } from '../statistics/core/median.ts';
import { ranksOf } from './ranks.ts';

/** Runs that an hour or a weekday needs to be looked at. */
const FEWEST_OF_A_PART = 5;
/** A rhythm is told where chance would make one as clear in so many series. */
const LEVEL = 0.001;

/**
 * A rhythm of hours or weekdays in what is left of a series without its steps and its drift: the test of Kruskal and Wallis
 * (Journal of the American Statistical Association 47, 1952) by the law of F, which is nearer for few runs than that of
 * chi-squared (Iman and Davenport, Communications in Statistics A5, 1976), and is divided by what autocorrelation makes of
 * neighbours. Hours and weekdays with fewer than five runs are left out.
 * @param residuals in logarithms or shares.
 * @param parts the hour or weekday of each.
 * @returns null where there is none that could be told from chance.
 */
export function seasonOf(
  by: Season['by'],
  residuals: Float64Array,
  parts: readonly number[],
  widen: number,
): Season | null {
  const groups = new Map<number, number[]>();
  for (const [i, part] of parts.entries()) {
    const group = groups.get(part);
    if (group === undefined) groups.set(part, [i]);
    else group.push(i);
  }
  const large = [...groups].filter(([, places]) => places.length >= FEWEST_OF_A_PART).sort(([a], [b]) => a - b);
  if (large.length < 2) return null;
  const values = Float64Array.from(
    large.flatMap(([, places]) => places),
    (place) => residuals[place]!,
  );
  const sizes = large.map(([, places]) => places.length);
  const pValue = kruskalWallis(values, sizes, widen ** 2);
  if (pValue > LEVEL) return null;
  const center = median(values);
  return {
    by,
    pValue,
    parts: large.map(([part, places]) => ({
      part,
      runs: places.length,
      changePercent: 100 * Math.expm1(median(places.map((place) => residuals[place]!)) - center),
    })),
  };
}

/**
 * The p-value of groups that stand one after another in `values`.
 * @param divisor of F; 1 for independent values.
 */
export function kruskalWallis(values: Float64Array, sizes: readonly number[], divisor = 1): number {
  const { ranks, variance } = ranksOf(values);
  const count = values.length;
  if (variance === 0 || count === sizes.length) return 1;
  let between = 0;
  let from = 0;
  for (const size of sizes) {
    const sum = ranks.subarray(from, from + size).reduce((all, rank) => all + rank, 0);
    between += (sum * sum) / size;
    from += size;
  }
  const within = Math.max(0, variance * count - between);
  const [above, below] = [sizes.length - 1, count - sizes.length];
  const f = between / above / (within / below) / divisor;
  if (f === Number.POSITIVE_INFINITY) return 0;
  const share = (above * f) / (above * f + below);
  return incompleteBeta(below / 2, above / 2, 1 - share, share);
}
