import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hodgesLehmann } from '../../src/statistics/core/hodges-lehmann.ts';
import { median } from '../../src/statistics/core/median.ts';
import { createGenerator } from '../../src/statistics/core/random.ts';
import { select } from '../../src/statistics/core/select.ts';
import { nextDifference, selectDifference } from '../../src/statistics/core/select-difference.ts';
import { signTest } from '../../src/statistics/core/sign-test.ts';
import { welchTTest } from '../../src/statistics/core/welch.ts';
import { cliffsDelta, cohensD } from '../../src/statistics/textbook/effect-size.ts';
import { permutationTest } from '../../src/statistics/textbook/permutation-test.ts';
import { drawSamples } from './random-samples.ts';
import { expectClose, referenceCases } from './reference.ts';

const sample = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 8, maxLength: 25 });

describe('Cliff’s delta', () => {
  test.each(referenceCases)('%s', (_, { baseline, current, expect: expected }) => {
    expectClose(cliffsDelta(baseline, current).estimate, expected.cliffs_delta, '', 1e-9, 1e-15);
  });

  test('is antisymmetric, and its interval holds it', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const there = cliffsDelta(a, b);
        const back = cliffsDelta(b, a);
        expectClose(back.estimate, -there.estimate, 'estimate', 1e-12, 1e-12);
        expectClose(back.interval[0], -there.interval[1], 'interval', 1e-9, 1e-9);
        expect(there.interval[0]).toBeLessThanOrEqual(there.estimate + 1e-12);
        expect(there.interval[1]).toBeGreaterThanOrEqual(there.estimate - 1e-12);
        expect(Math.max(...there.interval.map(Math.abs))).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('of separate samples is one', () => {
    expect(cliffsDelta([1, 2, 3], [4, 5, 6])).toEqual({ estimate: 1, interval: [1, 1] });
  });
});

describe('Cohen’s d', () => {
  test('by hand', () => {
    // Means 2 and 4, both variances 1.
    const { estimate, interval } = cohensD([1, 2, 3], [3, 4, 5]);
    expectClose(estimate, 2, 'd', 1e-12);
    expectClose((interval[1] - interval[0]) / 2, 1.959963984540054 * Math.sqrt(2 / 3 + 4 / 12), 'reach', 1e-12);
  });

  test('of samples without spread is finite', () => {
    expect(cohensD([1, 1], [1, 1]).estimate).toBe(0);
    expect(cohensD([1, 1], [2, 2]).estimate).toBeGreaterThan(1e10);
    expect(Number.isFinite(cohensD([1, 1], [2, 2]).interval[1])).toBe(true);
  });
});

describe('Hodges and Lehmann’s shift', () => {
  test('is the median of all differences', () => {
    const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    const values = fc.array(value, { minLength: 5, maxLength: 30 });
    fc.assert(
      fc.property(values, values, (a, b) => {
        const differences = b.flatMap((after) => a.map((before) => after - before));
        const { estimate, interval } = hodgesLehmann(a, b, 0.9);
        expectClose(estimate, median(differences), 'estimate', 1e-12);
        expect(differences.map((x) => x + 0)).toContain(interval[0] + 0);
        expect(interval[0]).toBeLessThanOrEqual(estimate);
        expect(interval[1]).toBeGreaterThanOrEqual(estimate);
      }),
    );
  });

  test('the ends are at the classical ranks', () => {
    // For 5 and 6 samples P(U ≤ 3) = 0.0152 and P(U ≤ 4) = 0.026: the fourth of thirty differences at either end.
    const before = [0, 100, 200, 300, 400];
    const after = [1, 12, 23, 34, 45, 56].map((x) => x * 10);
    const differences = after.flatMap((b) => before.map((a) => b - a)).sort((a, b) => a - b);
    expect(hodgesLehmann(before, after).interval).toEqual([differences[3], differences[26]]);
  });

  test('large samples agree with the shift that was made', () => {
    const before = drawSamples('normal', 3000, createGenerator(1));
    const { estimate, interval } = hodgesLehmann(
      before,
      before.map((x) => x + 0.25),
    );
    expectClose(estimate, 0.25, 'shift', 1e-12);
    expectClose(interval[1] - interval[0], 2 * 1.96 * 0.1 * Math.sqrt((2 / 3000) * (Math.PI / 3)), 'width', 0.05);
  });

  test('the search ends where differences are neighbouring doubles', () => {
    const ulp = 2 ** -52;
    const near = (step: number) => Array.from({ length: 9 }, (_, i) => 1 + ((i * step) % 7) * ulp);
    const { interval } = hodgesLehmann(
      near(3),
      near(5).map((x) => 1 + x),
    );
    expect(interval[0]).toBeLessThanOrEqual(interval[1]);
  });

  test('any of the differences is found among many, also where most are equal', () => {
    const generator = createGenerator(7);
    for (const draw of [generator, () => Math.floor(30 * generator()), () => (generator() < 0.9 ? 1 : generator())]) {
      const [a, b] = [90, 110].map((count) => Float64Array.from({ length: count }, draw).sort());
      const all = Float64Array.from([...b!].flatMap((late) => [...a!].map((early) => late - early))).sort();
      for (let k = 1; k <= all.length; k += 97) expect(selectDifference(a!, b!, k)).toBe(all[k - 1]);
    }
  });

  test('the next difference is the same one again where it occurs more often', () => {
    const [before, after] = [Float64Array.of(0, 1), Float64Array.of(1, 2)];
    // 0, 1, 1 and 2.
    expect([2, 3, 4].map((k) => nextDifference(before, after, 1, k))).toEqual([1, 1, 2]);
    expect(nextDifference(before, after, 0, 2)).toBe(1);
  });

  test('selection finds what sorting finds, in any order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 400 }),
        fc.nat(),
        (values, at) => {
          const k = at % values.length;
          const sorted = Float64Array.from(values).sort();
          expect(select(Float64Array.from(values), k)).toBe(sorted[k]);
          expect(select(sorted.slice().reverse(), k)).toBe(sorted[k]);
          expect(select(sorted.slice(), k)).toBe(sorted[k]);
        },
      ),
    );
  });

  test('a hundred thousand samples a side, of which there are ten thousand million differences', () => {
    const generator = createGenerator(11);
    const before = Float64Array.from({ length: 100_000 }, generator);
    const { estimate, interval } = hodgesLehmann(
      before,
      before.map((x) => x + 0.001),
    );
    expectClose(estimate, 0.001, 'shift', 1e-9);
    // The rank sum's efficiency for uniform values is that of the mean, whose standard error is √(2 / 12 n).
    expectClose(interval[1] - interval[0], 2 * 1.96 * Math.sqrt(2 / 1_200_000), 'width', 0.05);
  });

  test('too few samples are refused', () => {
    expect(() => hodgesLehmann([1, 2], [3, 4])).toThrow(/too few for an interval at 0\.95/);
  });
});

describe('sign test', () => {
  test('by hand', () => {
    expect(signTest([1, 2, 3, 4, -1])).toMatchObject({ positive: 4, trials: 5 });
    expectClose(signTest([1, 2, 3, 4, -1]).pValue, 6 / 32, 'greater', 1e-12);
    expectClose(signTest([1, 2, 3, 4, -1], { alternative: 'less' }).pValue, 31 / 32, 'less', 1e-12);
    expectClose(signTest([1, 2, 3, 4, -1], { alternative: 'two-sided' }).pValue, 12 / 32, 'two-sided', 1e-12);
  });

  test('differences at the floor are left out', () => {
    expect(signTest([0.02, 0.02, 0.05], { floor: 0.02 })).toMatchObject({ positive: 1, trials: 1 });
    expectClose(signTest([0.02, 0.02, 0.05], { floor: 0.02 }).pValue, 0.5, 'p', 1e-12);
    expect(signTest([0, 0]).pValue).toBe(1);
    expect(() => signTest([1], { floor: Number.NaN })).toThrow(/floor is NaN/);
    expect(() => signTest([])).toThrow(/differences is empty/);
  });
});

describe('permutation test', () => {
  test('comes near the t-test where that is exact', () => {
    const generator = createGenerator(10);
    const before = drawSamples('normal', 25, generator);
    const after = drawSamples('normal', 25, generator).map((x) => x + 0.04);
    for (const alternative of ['greater', 'less', 'two-sided'] as const) {
      const { pValue } = permutationTest(before, after, { alternative, permutations: 4000 });
      expect(Math.abs(pValue - welchTTest(before, after, { alternative }).pValue)).toBeLessThan(0.03);
    }
  });

  test.each([
    // SciPy 1.17.1, permutation_test over all 462 ways to deal.
    ['greater', 0.4588744588744589],
    ['less', 0.5541125541125541],
    ['two-sided', 0.9177489177489178],
  ] as const)('looks at every way to deal where there are few: %s', (alternative, expected) => {
    const [before, after] = [
      [1, 2, 3, 4.4, 0.1, 0.3],
      [1.1, 2.5, 3.2, 0.4, 2.2],
    ];
    const { pValue, method } = permutationTest(before!, after!, { alternative });
    expect(method).toBe('exact');
    expectClose(pValue, expected, 'p', 1e-12);
    const sampled = permutationTest(before!, after!, { alternative, permutations: 400 });
    expect(sampled.method).toBe('sampled');
    expect(Math.abs(sampled.pValue - expected)).toBeLessThan(0.1);
  });

  test('dealings that differ by rounding alone count as equal', () => {
    // Of the twenty ways, six have a mean difference below 0 in exact arithmetic, and eight of exactly 0.
    const { pValue } = permutationTest([0.1, 0.2, 0.3], [0.3, 0.2, 0.1]);
    expectClose(pValue, 0.7, 'p', 1e-12);
    expect(permutationTest([1, 2, 3, 4], [5, 6, 7, 8]).pValue).toBe(1 / 70);
  });

  test('deals as often as it is told to, besides the samples as they are', () => {
    let calls = 0;
    const statistic = (a: Float64Array, b: Float64Array) => {
      calls++;
      return median(b) - median(a);
    };
    const many = Array.from({ length: 12 }, (_, i) => i);
    permutationTest(many, many, { statistic, permutations: 25 });
    expect(calls).toBe(1 + 1 + 25);
  });

  test('a statistic that is no number is refused', () => {
    expect(() => permutationTest([1, 2], [3, 4], { statistic: () => Number.NaN })).toThrow(/statistic is NaN/);
  });

  test('takes any statistic, repeats, and never says 0', () => {
    const separate = [
      [1, 2, 3, 4, 5, 6, 7, 8],
      [11, 12, 13, 14, 15, 16, 17, 18],
    ] as const;
    const statistic = (a: Float64Array, b: Float64Array) => median(b) - median(a);
    const first = permutationTest(...separate, { statistic, permutations: 999 });
    expect(first).toEqual(permutationTest(...separate, { statistic, permutations: 999 }));
    expect(first.statistic).toBe(10);
    expect(first.pValue).toBeGreaterThanOrEqual(0.001);
    expect(first.pValue).toBeLessThan(0.01);
    expect(permutationTest([1, 1], [1, 1], { permutations: 99 }).pValue).toBe(1);
    expect(() => permutationTest([1], [2], { permutations: 0 })).toThrow(/permutations is 0/);
  });
});
