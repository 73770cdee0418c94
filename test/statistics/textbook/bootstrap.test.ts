import { describe, expect, test } from 'vitest';
import { mean } from '../../../src/statistics/core/mean.ts';
import { median } from '../../../src/statistics/core/median.ts';
import { medianInterval } from '../../../src/statistics/core/median-interval.ts';
import { createGenerator, randomIndex } from '../../../src/statistics/core/random.ts';
import { bcaInterval, percentileInterval, studentizedInterval } from '../../../src/statistics/textbook/bootstrap.ts';
import { meanInterval } from '../../../src/statistics/textbook/mean-interval.ts';
import { hierarchicalInterval, movingBlockInterval } from '../../../src/statistics/textbook/structured-bootstrap.ts';
import { drawSamples } from '../random-samples.ts';
import { expectClose } from '../reference.ts';

const samples = drawSamples('lognormal', 60, createGenerator(12));

describe('resampling', () => {
  test('nears the exact law for the median', () => {
    const [low, high] = percentileInterval(samples, median, { resamples: 20_000 });
    const [exactLow, exactHigh] = medianInterval(samples, 0.95);
    expectClose(low, exactLow, 'low', 5e-3);
    expectClose(high, exactHigh, 'high', 5e-3);
  });

  test.each([
    ['BCa', (of: Float64Array) => bcaInterval(of, mean)],
    ['studentised', (of: Float64Array) => studentizedInterval(of)],
    ['percentile', (of: Float64Array) => percentileInterval(of, mean)],
    ['moving blocks', (of: Float64Array) => movingBlockInterval(of, mean)],
    [
      'hierarchical',
      (of: Float64Array) =>
        hierarchicalInterval(
          Array.from(of, (x) => [[x]]),
          mean,
        ),
    ],
  ] as const)('%s: near Student’s for many samples, repeats, moves and grows with the samples', (_, interval) => {
    const many = drawSamples('normal', 400, createGenerator(13));
    const [low, high] = interval(many);
    const [lowT, highT] = meanInterval(many, 0.95);
    expectClose(high - low, highT - lowT, 'width', 0.15);
    expectClose((low + high) / 2, (lowT + highT) / 2, 'middle', 2e-3);
    expect(interval(many)).toEqual([low, high]);
    const [lowTwice, highTwice] = interval(many.map((x) => 8 * x));
    expectClose(lowTwice, 8 * low, 'scaled', 1e-9);
    expectClose(highTwice, 8 * high, 'scaled', 1e-9);
  });

  /** By NumPy 2.4.6 and SciPy 1.17.1 from 300,000 to 2,000,000 resamples. */
  const skewedFew = [1.2, 0.7, 3.9, 1.1, 0.4, 8.5, 2.2, 1.6, 0.9, 2.8, 1.3, 5.1];
  const options = { confidenceLevel: 0.9, resamples: 20_000 };
  const processes = [
    [
      [1, 2, 3.5],
      [2, 4],
    ],
    [[5, 6, 5.5]],
    [
      [3, 3.2],
      [2.5, 2.6, 2.1],
      [4, 4.4],
    ],
    [
      [1, 1.5],
      [1.2, 0.8],
    ],
  ];
  test.each([
    ['percentile', () => percentileInterval(skewedFew, mean, options), 1.49167, 3.625],
    ['BCa', () => bcaInterval(skewedFew, mean, options), 1.65, 3.95833],
    ['studentised', () => studentizedInterval(skewedFew, options), 1.53963, 4.67796],
    ['blocks of 3', () => movingBlockInterval(skewedFew, mean, { ...options, blockLength: 3 }), 1.75833, 3.26667],
    ['blocks of 5', () => movingBlockInterval(skewedFew, mean, { ...options, blockLength: 5 }), 1.78333, 3.25833],
    ['hierarchical', () => hierarchicalInterval(processes, mean, { ...options, confidenceLevel: 0.6 }), 2.175, 4.04861],
  ] as const)('ends where another implementation does: %s', (_, interval, low, high) => {
    const [actualLow, actualHigh] = interval();
    expectClose(actualLow, low, 'low', 0.012);
    expectClose(actualHigh, high, 'high', 0.012);
  });

  test('BCa of a share has no bias where half of the samples have it, however many resamples agree with them', () => {
    const half = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1];
    // 2.1 % of the resamples have no more than two in ten.
    expect(bcaInterval(half, mean, { confidenceLevel: 0.9, resamples: 20_000 })).toEqual([0.2, 0.8]);
  });

  test('BCa leans towards the long tail', () => {
    const skewed = drawSamples('skewed', 60, createGenerator(14));
    const [low, high] = bcaInterval(skewed, mean);
    const [lowP, highP] = percentileInterval(skewed, mean);
    expect(low).toBeGreaterThan(lowP);
    expect(high).toBeGreaterThan(highP);
  });

  test('many samples are left out in groups', () => {
    const [low, high] = bcaInterval(drawSamples('normal', 3000, createGenerator(15)), mean, { resamples: 200 });
    expect(low).toBeLessThan(1);
    expect(high).toBeGreaterThan(1);
  });

  test('constants give themselves', () => {
    const constant = new Array(8).fill(2);
    expect(bcaInterval(constant, mean)).toEqual([2, 2]);
    expect(studentizedInterval(constant)).toEqual([2, 2]);
    expect(movingBlockInterval(constant, mean)).toEqual([2, 2]);
  });

  test('samples that are nearly constant still have a t', () => {
    const [low, high] = studentizedInterval([1, 1, 1, 1, 1, 1, 1, 1.5]);
    expect(Number.isFinite(low) && Number.isFinite(high)).toBe(true);
  });

  test('what cannot be resampled is refused', () => {
    expect(() => percentileInterval([], mean)).toThrow(/empty/);
    expect(() => bcaInterval([1], mean)).toThrow(/at least 2/);
    expect(() => studentizedInterval([1, 2, 3, 4])).toThrow(/at least 5/);
    expect(() => percentileInterval([1, 2], () => Number.NaN)).toThrow(/statistic is NaN/);
    expect(() => percentileInterval([1, 2], mean, { resamples: 0 })).toThrow(/resamples is 0/);
    expect(() => percentileInterval([1, 2], mean, { confidenceLevel: 1 })).toThrow(/confidenceLevel is 1/);
    expect(() => movingBlockInterval([1, 2, 3, 4], mean, { blockLength: 5 })).toThrow(/blockLength is 5/);
    expect(() => hierarchicalInterval([[[1]]], mean)).toThrow(/there are 1 blocks: at least 2/);
    expect(() => hierarchicalInterval([[], []], mean)).toThrow(/blocks\[0\] is empty/);
    expect(() => hierarchicalInterval([[[1], [Number.NaN]], [[1]]], mean)).toThrow(/blocks\[0\]\[1\]\[0\] is NaN/);
  });
});

describe('generator', () => {
  test('equal seeds repeat, neighbouring seeds do not resemble each other', () => {
    const first = (seed: number) => createGenerator(seed)();
    expect(first(1)).toBe(first(1));
    const starts = Array.from({ length: 2000 }, (_, seed) => first(seed));
    expect(new Set(starts).size).toBeGreaterThan(1990);
    expectClose(mean(starts), 0.5, 'mean', 0.05);
    expect(first(0)).not.toBe(first(2 ** 32));
  });

  test('is uniform', () => {
    const generator = createGenerator(99);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) counts[randomIndex(generator, 10)]!++;
    // χ² with 9 degrees of freedom exceeds 27.9 once in a thousand.
    expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9);
  });
});
