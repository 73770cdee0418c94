import { describe, expect, test } from 'vitest';
import { mean } from '../../../src/statistics/core/mean.ts';
import {
  interpolatedMedianInterval,
  medianInterval,
  orderStatisticInterval,
} from '../../../src/statistics/core/median-interval.ts';
import { createGenerator } from '../../../src/statistics/core/random.ts';
import { bcaInterval, studentizedInterval } from '../../../src/statistics/textbook/bootstrap.ts';
import { bootstrapCoversFrom, confidenceInterval } from '../../../src/statistics/textbook/confidence-interval.ts';
import { meanInterval } from '../../../src/statistics/textbook/mean-interval.ts';
import { drawSamples } from '../random-samples.ts';

const samples = drawSamples('skewed', 30, createGenerator(8));

describe('confidence interval', () => {
  test.each([
    ['bootstrap', medianInterval(samples, 0.8)],
    ['interpolated', interpolatedMedianInterval(samples, 0.8)],
    ['order_statistic', orderStatisticInterval(samples, 0.8)],
    ['t', meanInterval(samples, 0.8)],
    ['bca', bcaInterval(samples, mean, { confidenceLevel: 0.8, resamples: 300 })],
    ['studentized', studentizedInterval(samples, { confidenceLevel: 0.8, resamples: 300 })],
  ] as const)('%s is the one of that name', (method, expected) => {
    expect(confidenceInterval(samples, { method, confidenceLevel: 0.8, resamples: 300 })).toEqual(expected);
  });

  test('the default changes where the bootstrap begins, and ends, to cover what it says', () => {
    const many = drawSamples('skewed', 191, createGenerator(9));
    const ofFirst = (count: number) => confidenceInterval(many.subarray(0, count));
    for (const count of [5, 191]) expect(ofFirst(count)).toEqual(medianInterval(many.subarray(0, count), 0.95));
    for (const count of [6, 190]) {
      expect(ofFirst(count)).toEqual(interpolatedMedianInterval(many.subarray(0, count), 0.95));
    }
    // The whole range of two samples misses the median as often as this level says: that is not enough.
    expect(confidenceInterval([1, 3], { confidenceLevel: 0.5 })).toEqual(medianInterval([1, 3], 0.5));
  });

  // 40 + (210 φ(z))², by SciPy 1.17.1.
  test.each([
    [0.5, 4494],
    [0.9, 510],
    [0.95, 191],
    [0.999, 41],
  ])('at %d the bootstrap covers from %d samples', (level, count) => expect(bootstrapCoversFrom(level)).toBe(count));
});
