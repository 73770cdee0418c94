/**
 * The value at which half of the total weight is reached; the mean of two neighbours where it falls between them.
 * Equal weights give the ordinary median.
 *
 * @param weights not negative, one a value, at least one above 0.
 */
export function weightedMedian(values: readonly number[], weights: readonly number[]): number {
  const order = values.map((value, i) => ({ value, weight: weights[i]! })).sort((a, b) => a.value - b.value);
  const half = order.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const [i, { value, weight }] of order.entries()) {
    sum += weight;
    if (sum > half) return value;
    if (sum === half) return (value + (order[i + 1]?.value ?? value)) / 2;
  }
  return order.at(-1)!.value;
}
