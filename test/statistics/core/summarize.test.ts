import { describe, expect, test } from 'vitest';
import { StatisticalValidationError } from '../../../src/errors.ts';
import { mean } from '../../../src/statistics/core/mean.ts';
import { median } from '../../../src/statistics/core/median.ts';
import { medianAbsoluteDeviation } from '../../../src/statistics/core/median-absolute-deviation.ts';
import { quantile, quantileSorted } from '../../../src/statistics/core/quantile.ts';
import { sortedCopy } from '../../../src/statistics/core/sorted.ts';
import { standardDeviation } from '../../../src/statistics/core/standard-deviation.ts';
import { summarize } from '../../../src/statistics/core/summarize.ts';
import { expectClose, referenceCases } from '../reference.ts';

describe('summaries agree with the reference', () => {
  test.each(referenceCases)('%s', (_, { baseline, expect: expected }) => {
    const summary = summarize(baseline);
    expectClose(summary.median, expected.summary.median, 'median');
    expectClose(summary.mean, expected.summary.mean, 'mean');
    expectClose(summary.mad, expected.summary.mad, 'mad');
    // NumPy leaves rounding noise of 2e-19 in the deviation of constant samples.
    expectClose(summary.stdDev, expected.summary.stdDev, 'stdDev', 1e-9, 1e-18);
    for (const percent of [5, 25, 75, 95] as const) {
      expectClose(summary.percentiles[percent], expected.summary.percentiles[percent], `percentile ${percent}`);
    }
    expect(summary.outliersCount).toBe(expected.outliers.modified_z_score.length);
    expect(summary.sampleCount).toBe(baseline.length);
  });

  test.each(referenceCases)('%s: each statistic alone gives what the summary gives', (_, { current }) => {
    const summary = summarize(current);
    expect(median(current)).toBe(summary.median);
    expectClose(mean(current), summary.mean, 'mean', 1e-15);
    expectClose(standardDeviation(current), summary.stdDev, 'stdDev', 1e-12);
    expect(medianAbsoluteDeviation(current)).toBe(summary.mad);
    expect(quantile(current, 0.95)).toBe(summary.percentiles[95]);
  });
});

describe('small and extreme samples', () => {
  test('one sample is its own median, without spread', () => {
    expect(summarize([0.002])).toEqual({
      median: 0.002,
      mean: 0.002,
      stdDev: 0,
      mad: 0,
      percentiles: { 5: 0.002, 25: 0.002, 75: 0.002, 95: 0.002 },
      outliersCount: 0,
      sampleCount: 1,
    });
  });

  test.each([
    ['large', 1e300],
    ['beyond where sums overflow', 1.2e308],
    ['small', 1e-300],
    ['denormal', 5e-320],
  ])('%s samples have finite statistics', (_, unit) => {
    const summary = summarize([unit, unit, unit * 0.5, unit * 1.25, unit]);
    expectClose(summary.mean, unit * 0.95, 'mean', 1e-2);
    expectClose(summary.stdDev, unit * 0.27386, 'stdDev', 1e-2);
    expect(Number.isFinite(summary.mad)).toBe(true);
  });

  test('opposite extremes do not overflow', () => {
    const extremes = [-1.7e308, 1.7e308];
    expect(median(extremes)).toBe(0);
    expect(mean(extremes)).toBe(0);
    expect(standardDeviation(extremes)).toBe(Number.MAX_VALUE);
    expect(medianAbsoluteDeviation(extremes)).toBe(1.7e308);
    expect(quantile(extremes, 0.75)).toBeCloseTo(0.85e308, -295);
  });

  test('minus zero is zero', () => {
    expect(Object.is(median([-0]), 0)).toBe(true);
    expect(Object.is(summarize([-0, -0]).percentiles[5], 0)).toBe(true);
  });

  test('the samples are left as they were', () => {
    const samples = [3, 1, 2];
    summarize(samples);
    expect(samples).toEqual([3, 1, 2]);
    expect([...sortedCopy(samples)]).toEqual([1, 2, 3]);
  });
});

describe('what cannot be summarised is refused by name', () => {
  test.each([
    [[], /samples is empty/],
    [[1, Number.NaN], /samples\[1\] is NaN/],
    [[1, 2, Number.POSITIVE_INFINITY], /samples\[2\] is Infinity/],
    [[Number.NEGATIVE_INFINITY], /samples\[0\] is -Infinity/],
  ])('%j', (samples, message) => {
    for (const statistic of [summarize, median, mean, standardDeviation, medianAbsoluteDeviation, sortedCopy]) {
      expect(() => statistic(samples)).toThrow(StatisticalValidationError);
      expect(() => statistic(samples)).toThrow(message);
    }
  });

  test('a quantile in percent', () => {
    expect(() => quantile([1, 2], 95)).toThrow(/0\.95, not 95/);
    expect(() => quantile([1, 2], -0.1)).toThrow(/p is -0\.1/);
    expect(() => quantileSorted([1, 2], Number.NaN)).toThrow(/p is NaN/);
    expect(() => quantileSorted([1, 2], Number.NaN)).toThrow(StatisticalValidationError);
    expect(() => quantileSorted([], 0.5)).toThrow(/empty/);
  });
});
