import { describe, expect, test } from 'vitest';
import { mannWhitneyTest } from '../../../src/statistics/core/mann-whitney.ts';
import { welchTTest } from '../../../src/statistics/core/welch.ts';
import { cliffsDelta, cohensD } from '../../../src/statistics/textbook/effect-size.ts';
import { kolmogorovSmirnovTest } from '../../../src/statistics/textbook/kolmogorov-smirnov.ts';
import { regressionTest } from '../../../src/statistics/textbook/regression-test.ts';
import { expectClose } from '../reference.ts';

const before = [1, 4, 2, 8, 5, 5];
const after = [3, 9, 4, 14, 6, 2, 7, 11];

describe('regression test', () => {
  test('Mann-Whitney: U, its p-value and Cliff’s delta', () => {
    // By hand: 34 of 48 pairs, two of them ties that count half.
    const { u, pValue } = mannWhitneyTest(before, after);
    const result = regressionTest(before, after, { testType: 'mann_whitney' });
    expect(result).toMatchObject({ testStatistic: u, pValue });
    expectClose(result.effectSize, cliffsDelta(before, after).estimate, 'delta', 1e-12);
    expect(result.interpretation).toContain('slower than a baseline sample in 70.8 % of all pairs');
  });

  test('Welch: t, its p-value and Cohen’s d', () => {
    const { statistic, pValue } = welchTTest(before, after);
    expect(regressionTest(before, after, { testType: 't_test' })).toMatchObject({
      testStatistic: statistic,
      pValue,
      effectSize: cohensD(before, after).estimate,
    });
  });

  test('Kolmogorov-Smirnov: D, its p-value and D in percentage points', () => {
    const { d, pValue } = kolmogorovSmirnovTest(before, after);
    const result = regressionTest(before, after, { testType: 'ks_test' });
    expect(result).toMatchObject({ testStatistic: d, pValue, effectSize: d });
    expect(result.interpretation).toContain(`take longer is ${Number((100 * d).toPrecision(3))} percentage points`);
  });

  test('an error of the caller’s own stays what it is, and one of the samples carries the question', () => {
    expect(() => regressionTest(null as unknown as number[], after)).toThrow(TypeError);
    expect(() => regressionTest([], after, { confidenceLevel: 0.9 })).toThrow(
      expect.objectContaining({
        data: expect.objectContaining({
          baselineSamples: [],
          currentSamples: after,
          testType: 'mann_whitney',
          confidenceLevel: 0.9,
        }),
      }),
    );
  });
});
