/**
 * The median, and an interval for it whatever the distribution: between the k-th lowest and the k-th highest value, with
 * the largest k whose coverage, a sum of the binomial distribution, is still enough.
 * Source: Conover, Practical Nonparametric Statistics, 3rd ed., 3.2.
 */
export function orderStatistics(values, confidence) {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  let k = 0;
  for (let tail = 0, term = 0.5 ** n; k < n / 2; term *= (n - k) / (k + 1), k++) {
    tail += term;
    if (1 - 2 * tail < confidence) break;
  }
  if (k === 0) throw new Error(`${n} values are too few for an interval of ${confidence}.`);
  const middle = (sorted[Math.floor((n - 1) / 2)] + sorted[Math.ceil((n - 1) / 2)]) / 2;
  return { middle, low: sorted[k - 1], high: sorted[n - k] };
}
