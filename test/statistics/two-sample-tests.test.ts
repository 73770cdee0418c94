import { describe, expect, test } from 'vitest';
import { StatisticalValidationError } from '../../src/errors.ts';
import { mannWhitneyTest } from '../../src/statistics/core/mann-whitney.ts';
import { trimmedTTest } from '../../src/statistics/core/trimmed-t.ts';
import { welchTTest } from '../../src/statistics/core/welch.ts';
import { kolmogorovSmirnovTest } from '../../src/statistics/textbook/kolmogorov-smirnov.ts';
import { expectClose, more, referenceCases } from './reference.ts';

const alternatives = ['greater', 'less', 'two-sided'] as const;

describe('two-sample tests agree with the reference', () => {
  test.each(referenceCases)('%s', (_, { baseline, current, expect: expected }) => {
    for (const alternative of ['greater', 'two-sided'] as const) {
      const ranks = expected.mann_whitney[alternative];
      if (ranks !== null) {
        const result = mannWhitneyTest(baseline, current, { alternative, method: 'asymptotic' });
        expect(result.u).toBe(ranks.u);
        expectClose(result.pValue, ranks.p, 'Mann-Whitney');
      }
      const exact = expected.mann_whitney_exact?.[alternative];
      if (exact) expectClose(mannWhitneyTest(baseline, current, { alternative }).pValue, exact.p, 'exact Mann-Whitney');
      const means = expected.welch_t[alternative];
      if (means !== null) {
        const result = welchTTest(baseline, current, { alternative });
        expectClose(result.statistic, means.t, 't');
        expectClose(result.pValue, means.p, 'Welch');
      }
      const shape = expected.ks[alternative]!;
      const result = kolmogorovSmirnovTest(baseline, current, { alternative });
      expectClose(result.d, shape.d, 'D');
      expectClose(result.pValue, shape.p, 'Kolmogorov-Smirnov');
    }
  });

  test.each(more.ks)('Kolmogorov-Smirnov, case %#', (one) => {
    for (const alternative of alternatives) {
      const result = kolmogorovSmirnovTest(one.baseline, one.current, { alternative });
      expectClose(result.d, one[alternative][0], alternative);
      expectClose(result.pValue, one[alternative][1], alternative);
    }
  });

  test.each(more.mannWhitneyExact)('exact Mann-Whitney, case %#', (one) => {
    for (const alternative of alternatives) {
      const { pValue } = mannWhitneyTest(one.baseline, one.current, { alternative, method: 'exact' });
      expectClose(pValue, one[alternative], alternative);
    }
  });
});

describe('exact and asymptotic', () => {
  test('the rule for which law is used', () => {
    const distinct = (n: number): number[] => Array.from({ length: n }, (_, i) => i * 1.37);
    expect(mannWhitneyTest(distinct(8), [0.5, 1.1]).method).toBe('exact');
    expect(
      mannWhitneyTest(
        distinct(9),
        distinct(9).map((x) => x + 0.1),
      ).method,
    ).toBe('asymptotic');
    expect(mannWhitneyTest([1, 2], [2, 3]).method).toBe('asymptotic');
    expect(kolmogorovSmirnovTest(distinct(200), distinct(7)).method).toBe('exact');
    expect(kolmogorovSmirnovTest(distinct(201), distinct(7)).method).toBe('asymptotic');
  });

  test('the exact Mann-Whitney test refuses what it cannot count', () => {
    expect(() => mannWhitneyTest([1, 2], [2, 3], { method: 'exact' })).toThrow(/values that all differ/);
    const many = Array.from({ length: 600 }, (_, i) => i);
    const between = many.map((x) => x + 0.5);
    expect(() => mannWhitneyTest(many, between, { method: 'exact' })).toThrow(/too many/);
  });
});

describe('samples without spread', () => {
  test('equal constants are no evidence', () => {
    const constant = [0.001, 0.001, 0.001];
    expect(mannWhitneyTest(constant, constant).pValue).toBe(1);
    expect(mannWhitneyTest(constant, constant, { alternative: 'two-sided' }).pValue).toBe(1);
    expect(kolmogorovSmirnovTest(constant, constant).pValue).toBe(1);
    expect(welchTTest(constant, constant)).toMatchObject({ statistic: 0, pValue: 0.5 });
    expect(trimmedTTest([0, 0, 0]).pValue).toBe(0.5);
  });

  test('different constants are strong evidence, with finite statistics', () => {
    const welch = welchTTest([0.001, 0.001, 0.001], [0.002, 0.002, 0.002]);
    expect(welch.pValue).toBeLessThan(1e-30);
    expect(Number.isFinite(welch.statistic)).toBe(true);
    expect(welchTTest([0, 0], [1e300, 1e300]).pValue).toBeLessThan(1e-10);
    expect(welchTTest([0, 0], [5e-324, 5e-324]).statistic).toBe(1);
  });
});

describe('one-sample trimmed t-test', () => {
  test('without trim it is the t-test', () => {
    // Table value: t = 3.5355339 on 4 degrees of freedom.
    const result = trimmedTTest([1, 2, 3, 4, 5], { trim: 0, floor: 0.5 });
    expectClose(result.statistic, 2.5 / Math.sqrt(0.5), 't', 1e-12);
    expect(result.degreesOfFreedom).toBe(4);
    expectClose(result.pValue, 0.012055055275695468, 'p', 1e-9);
  });

  test('trimming sets a wild value aside', () => {
    const differences = [0.049, 0.05, 0.051, 0.052, 0.048, 0.05, 0.0505, 0.0495, 0.0515, 40];
    const { estimate, pValue, degreesOfFreedom } = trimmedTTest(differences, { floor: 0.02, trim: 0.1 });
    expect(estimate).toBeCloseTo(0.0504, 3);
    expect(pValue).toBeLessThan(1e-6);
    expect(degreesOfFreedom).toBe(7);
  });

  test('a change below the floor is not significant', () => {
    expect(trimmedTTest([0.01, 0.012, 0.011, 0.009, 0.01], { floor: 0.02 }).pValue).toBeGreaterThan(0.99);
    expect(trimmedTTest([0.01, 0.012, 0.011], { floor: 0.02, alternative: 'less' }).pValue).toBeLessThan(0.01);
  });

  test('what cannot be tested is refused', () => {
    expect(() => trimmedTTest([1])).toThrow(/differences has 1 value: at least 2/);
    expect(() => trimmedTTest([1, 2, 3], { trim: 0.4 })).toThrow(/leaves 1/);
    expect(() => trimmedTTest([1, 2, 3], { trim: 0.5 })).toThrow(/trim is 0\.5/);
    expect(() => trimmedTTest([1, 2, 3], { floor: Number.NaN })).toThrow(/floor is NaN/);
  });
});

test.each([
  ['Mann-Whitney', mannWhitneyTest],
  ['Welch', welchTTest],
  ['Kolmogorov-Smirnov', kolmogorovSmirnovTest],
])('%s names the side and the place of a bad value, and an alternative that is none', (_, run) => {
  expect(() => run([1, 2, 3, 4], [1, 2, 3, 5], { alternative: 'slower' as 'less' })).toThrow(
    /slower is no alternative/,
  );
  expect(() => run([1, 2, 3, 4], [1, 2, Number.NaN, 4])).toThrow(StatisticalValidationError);
  expect(() => run([1, 2, 3, 4], [1, 2, Number.NaN, 4])).toThrow(/currentSamples\[2\] is NaN/);
  expect(() => run([], [1, 2])).toThrow(/baselineSamples is empty/);
});
