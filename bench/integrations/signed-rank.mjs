import { normalQuantile } from '../../dist/statistics/core/normal.js';

/**
 * The median of a symmetric distribution, and an interval of 95 % for it: the median of the means of all pairs of values,
 * each with itself as well, and the values that Wilcoxon's signed-rank test would not reject (by its normal approximation).
 * A few wild values hardly move it. Source: Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 3rd ed., 3.2 and 3.3.
 */
export function signedRank(values) {
  const n = values.length;
  const means = values.flatMap((a, i) => values.slice(i).map((b) => (a + b) / 2)).sort((a, b) => a - b);
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24);
  const rank = Math.floor((n * (n + 1)) / 4 + normalQuantile(0.025) * deviation);
  if (rank < 1) throw new Error(`${n} rounds are too few for an interval: take more of them, or more minutes.`);
  const middle = (means[Math.floor((means.length - 1) / 2)] + means[Math.ceil((means.length - 1) / 2)]) / 2;
  return { middle, low: means[rank - 1], high: means[means.length - rank] };
}
