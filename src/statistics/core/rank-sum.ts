import { waysToChoose } from './combinations.ts';
import { compareSorted, mannWhitneyTest, orderings } from './mann-whitney.ts';
import type { Samples } from './samples.ts';
import { sortedCopy } from './sorted.ts';

/** Up to so many values a side, every possible ordering is counted; beyond, the normal limit is near enough. */
const EXACT_WITHOUT_TIES = 50;
const EXACT_WITH_TIES = 25;

/**
 * Two-sided p-value of the Mann-Whitney test as benchstat gives it: exact also where values are equal, by counting the orderings of
 * the tied ranks themselves (Klotz, "The Wilcoxon, Ties, and the Computer", Journal of the American Statistical Association 61,
 * 1966), up to 25 values a side, and up to 50 where none are; beyond, the normal limit corrected for ties and continuity. Values that
 * are all equal have p = 1.
 * @throws StatisticalValidationError where a side is empty or a value is not finite.
 */
export function rankSumPValue(baseline: Samples, current: Samples): number {
  const before = sortedCopy(baseline, 1, 'baselineSamples');
  const after = sortedCopy(current, 1, 'currentSamples');
  const largest = Math.max(before.length, after.length);
  const { ties } = compareSorted(before, after);
  if (ties > 0 && largest <= EXACT_WITH_TIES) return tiedPValue(before, after);
  const method = ties === 0 && largest <= EXACT_WITHOUT_TIES ? 'exact' : 'asymptotic';
  return mannWhitneyTest(before, after, { alternative: 'two-sided', method }).pValue;
}

/** The smallest two-sided p-value that so many values a side can have: that of two sides that do not overlap. */
export function leastRankSumPValue(n: number, m: number): number {
  return Math.min(1, 2 / orderings(n, m));
}

/** The fewest values a side, the same on both, that can reach a p-value; benchstat asks for four at 0.05. */
export function countForRankSum(pValue: number): number {
  let count = 1;
  while (leastRankSumPValue(count, count) > pValue) count++;
  return count;
}

function tiedPValue(before: Float64Array, after: Float64Array): number {
  const pairs = before.length * after.length;
  // Of the baseline, as benchstat has it: where sides are of different sizes, tied ranks need not lie evenly.
  const doubled = Math.round(2 * compareSorted(after, before).u);
  if (doubled === pairs) return 1;
  const tail = Math.min(doubled, 2 * pairs - doubled);
  const counted = orderingsUpTo(tail, before.length, tieSizes(before, after));
  return Math.min(1, (2 * counted) / orderings(before.length, after.length));
}

/** How many values each rank has, in ascending order. */
function tieSizes(before: Float64Array, after: Float64Array): readonly number[] {
  const all = Float64Array.from([...before, ...after]).sort();
  const sizes: number[] = [];
  for (let i = 0; i < all.length; i++) {
    if (i > 0 && all[i] === all[i - 1]) sizes[sizes.length - 1]!++;
    else sizes.push(1);
  }
  return sizes;
}

/** In how many ways `size` of all values can be chosen so that twice their U is not above `most`. */
function orderingsUpTo(most: number, size: number, ties: readonly number[]): number {
  let ways = Array.from({ length: size + 1 }, () => new Float64Array(most + 1));
  ways[0]![0] = 1;
  let seen = 0;
  for (const tied of ties) {
    const next = ways.map((each) => each.slice());
    for (let chosen = 0; chosen <= Math.min(size, seen); chosen++) {
      for (let more = 1; more <= Math.min(tied, size - chosen); more++) {
        // Each of them is above the others below it, and level with the others of its rank.
        const rise = 2 * more * (seen - chosen) + more * (tied - more);
        const choices = waysToChoose(tied, more);
        const [from, to] = [ways[chosen]!, next[chosen + more]!];
        for (let u = rise; u <= most; u++) to[u]! += choices * from[u - rise]!;
      }
    }
    // Those that choose none of this rank stand already.
    ways = next;
    seen += tied;
  }
  return ways[size]!.reduce((sum, count) => sum + count, 0);
}
