import { describe, expect, test } from 'vitest';
import { hodgesLehmann } from '../../../src/statistics/core/hodges-lehmann.ts';
import { median } from '../../../src/statistics/core/median.ts';
import { normalQuantile } from '../../../src/statistics/core/normal.ts';
import { createGenerator } from '../../../src/statistics/core/random.ts';
import { drawSamples } from '../random-samples.ts';
import { expectClose } from '../reference.ts';

function allDifferences(before: Float64Array, after: Float64Array): Float64Array {
  return Float64Array.from([...after].flatMap((late) => [...before].map((early) => late - early))).sort();
}

describe('Hodges and Lehmann’s shift of many samples', () => {
  test.each([
    [60, 45, 0.95],
    [45, 60, 0.8],
    [51, 50, 0.99],
  ])('of %d and %d at %d is between differences that lie where the normal limit of U says', (n, m, level) => {
    const before = drawSamples('skewed', n, createGenerator(n));
    const after = drawSamples('skewed', m, createGenerator(m + 7));
    const differences = allDifferences(before, after);
    const rank = Math.floor((n * m) / 2 + normalQuantile((1 - level) / 2) * Math.sqrt((n * m * (n + m + 1)) / 12));
    const { estimate, interval } = hodgesLehmann(before, after, level);
    expectClose(estimate, median(differences), 'estimate', 1e-12);
    expect(interval).toEqual([differences[rank - 1], differences[n * m - rank]]);
  });

  test('is exact up to fifty a side', () => {
    const before = drawSamples('normal', 50, createGenerator(1));
    const after = drawSamples('normal', 50, createGenerator(2));
    const differences = allDifferences(before, after);
    // The largest k with P(U < k) of at most 0.005, by SciPy 1.17.1 (mannwhitneyu, exact); the normal limit says 876.
    const rank = 878;
    expect(hodgesLehmann(before, after, 0.99).interval).toEqual([differences[rank - 1], differences[2500 - rank]]);
  });
});

describe('Hodges and Lehmann’s shift', () => {
  test('refuses what it cannot say anything of, and names it', () => {
    expect(() => hodgesLehmann([], [1, 2])).toThrow(/baselineSamples is empty/);
    expect(() => hodgesLehmann([1, 2], [])).toThrow(/currentSamples is empty/);
    expect(() => hodgesLehmann([1, 2], [3, 4], 1)).toThrow(/confidenceLevel is 1/);
    expect(() => hodgesLehmann([1, 2], [3, 4])).toThrow(
      expect.objectContaining({ data: { baseline: 2, current: 2, confidenceLevel: 0.95 } }),
    );
  });
});
