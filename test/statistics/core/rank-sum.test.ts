import { describe, expect, it } from 'vitest';
import { chosenPlaces } from '../../../src/statistics/core/combinations.ts';
import { mannWhitneyTest } from '../../../src/statistics/core/mann-whitney.ts';
import { countForMedianRanks, medianRanks } from '../../../src/statistics/core/median-ranks.ts';
import { countForRankSum, leastRankSumPValue, rankSumPValue } from '../../../src/statistics/core/rank-sum.ts';
import { seededRandom } from '../../baselines/records.ts';

/** U of one side by its definition. */
function uOf(values: readonly number[], others: readonly number[]): number {
  const pairs = values.flatMap((value) => others.map((other) => (value > other ? 1 : value === other ? 0.5 : 0)));
  return pairs.reduce((sum: number, each) => sum + each, 0);
}

/** The same p-value from every way to choose which values are of the baseline. */
function enumerated(before: readonly number[], after: readonly number[]): number {
  const all = [...before, ...after];
  const u = uOf(before, after);
  const pairs = before.length * after.length;
  if (2 * u === pairs) return 1;
  const least = Math.min(u, pairs - u);
  let asSmall = 0;
  let ways = 0;
  for (const places of chosenPlaces(all.length, before.length)) {
    const chosen = new Set(places);
    const own = all.filter((_, i) => chosen.has(i));
    const others = all.filter((_, i) => !chosen.has(i));
    if (uOf(own, others) <= least) asSmall++;
    ways++;
  }
  return Math.min(1, (2 * asSmall) / ways);
}

describe('rankSumPValue', () => {
  it('counts every ordering of tied ranks', () => {
    const random = seededRandom(7);
    for (let trial = 0; trial < 60; trial++) {
      const sizes = [2 + Math.floor(random() * 4), 2 + Math.floor(random() * 5)];
      const [before, after] = sizes.map((size) => Array.from({ length: size }, () => Math.floor(random() * 5)));
      expect(rankSumPValue(before!, after!)).toBeCloseTo(enumerated(before!, after!), 12);
    }
  });

  it('is the exact test where nothing is tied, and the normal limit of many', () => {
    const before = [1, 2, 3, 4.5, 5.25, 8];
    const after = [2.5, 6, 7, 9, 10, 11];
    const options = { alternative: 'two-sided', method: 'exact' } as const;
    expect(rankSumPValue(before, after)).toBeCloseTo(mannWhitneyTest(before, after, options).pValue, 14);
    const many = Array.from({ length: 60 }, (_, i) => i);
    const later = many.map((value) => value + 7.5);
    const limit = mannWhitneyTest(many, later, { alternative: 'two-sided', method: 'asymptotic' }).pValue;
    expect(rankSumPValue(many, later)).toBe(limit);
  });

  it('has p = 1 where all values are equal', () => {
    expect(rankSumPValue([5, 5, 5, 5], [5, 5, 5])).toBe(1);
    expect(rankSumPValue(Array(40).fill(5), Array(40).fill(5))).toBe(1);
  });

  it('knows what few values can say', () => {
    expect(leastRankSumPValue(3, 3)).toBeCloseTo(0.1, 12);
    expect(leastRankSumPValue(4, 4)).toBeCloseTo(2 / 70, 12);
    expect(leastRankSumPValue(1, 1)).toBe(1);
    expect(countForRankSum(0.05)).toBe(4);
  });
});

describe('medianRanks', () => {
  it.each([
    [5, [0, 6]],
    [6, [1, 6]],
    [7, [1, 7]],
    [8, [1, 7]],
    [10, [2, 9]],
    [20, [6, 15]],
    [100, [40, 61]],
  ] as const)('takes the shortest interval of %i values', (count, [low, high]) => {
    const ranks = medianRanks(count, 0.95);
    expect(coverage(count, ranks)).toBeGreaterThanOrEqual(count > 5 ? 0.95 : 0.9);
    expect(ranks[1] - ranks[0]).toBeLessThanOrEqual(high - low);
    expect(ranks[0]).toBeGreaterThanOrEqual(low);
  });

  it('needs six values at 95 %', () => {
    expect(countForMedianRanks(0.95)).toBe(6);
  });
});

/** The chance that the median of a continuous law lies between two order statistics. */
function coverage(count: number, [low, high]: readonly [number, number]): number {
  let ways = 1;
  let sum = 0;
  for (let k = 0; k <= count; k++) {
    if (k >= low && k < high) sum += ways;
    ways = (ways * (count - k)) / (k + 1);
  }
  return sum / 2 ** count;
}
