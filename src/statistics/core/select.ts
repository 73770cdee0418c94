// Taken before the code under test is loaded, which may replace them; see `quantile.ts`.
const { log2, max, min } = Math;

/**
 * So few values are sorted: as quick as anything else once the code is compiled, and several times as quick before, where
 * most of a suite's statistics are done.
 */
export const FEW = 32;

/** So few that are left of many are sorted at once. */
const LAST = 12;

/**
 * The value at index `k` of the ascending order, in linear time on average; reorders `values` (Hoare, "Algorithm 65: Find",
 * Communications of the ACM 4, 1961, with the median of three as pivot). Of {@link FEW} or fewer, all are in order then.
 */
export function select(values: Float64Array, k: number): number {
  if (values.length <= FEW) return values.sort()[k]!;
  let left = 0;
  let right = values.length - 1;
  // An order that defeats the pivots would make the time quadratic: after so many rounds the rest is sorted.
  for (let rounds = 4 * log2(values.length + 1); right - left > LAST && rounds > 0; rounds--) {
    const [lower, upper] = partition(values, left, right);
    if (k <= lower) right = lower;
    else if (k >= upper) left = upper;
    else return values[k]!;
  }
  values.subarray(left, right + 1).sort();
  return values[k]!;
}

/** Divides a range at its pivot: up to the first index nothing is above it, from the second nothing below it. */
function partition(values: Float64Array, left: number, right: number): readonly [number, number] {
  const pivot = medianOfThree(values[left]!, values[(left + right) >>> 1]!, values[right]!);
  let i = left;
  let j = right;
  while (i <= j) {
    while (values[i]! < pivot) i++;
    while (values[j]! > pivot) j--;
    if (i > j) break;
    const value = values[i]!;
    values[i++] = values[j]!;
    values[j--] = value;
  }
  return [j, i];
}

function medianOfThree(a: number, b: number, c: number): number {
  return max(min(a, b), min(max(a, b), c));
}
