import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StatisticalValidationError } from '../../../src/errors.ts';
import { bootstrapLaw } from '../../../src/statistics/core/bootstrap-law.ts';
import {
  interpolatedMedianInterval,
  medianInterval,
  orderStatisticInterval,
  quantileInterval,
} from '../../../src/statistics/core/median-interval.ts';
import { quantileSorted } from '../../../src/statistics/core/quantile.ts';
import { expectClose, referenceCases } from '../reference.ts';

/** Every resample of the samples, all equally likely. */
function* resamples(samples: readonly number[]): Generator<Float64Array> {
  const n = samples.length;
  for (let code = 0; code < n ** n; code++) {
    const draw = new Float64Array(n);
    for (let i = 0, rest = code; i < n; i++, rest = Math.floor(rest / n)) draw[i] = samples[rest % n]!;
    yield draw.sort();
  }
}

describe('the exact bootstrap law', () => {
  test.each([
    [[1, 2, 4], 0.5],
    [[1, 2, 4, 8], 0.5],
    [[1, 3, 3, 3, 7], 0.5],
    [[-2, 1, 2, 4, 11], 0.3],
    [[1, 2, 4, 8, 9, 9.5], 0.5],
    [[1, 2, 4, 8, 9, 9.5], 0.95],
  ])('of %j at p = %d equals the count over all resamples', (samples, p) => {
    const quantiles = [...resamples(samples)].map((draw) => quantileSorted(draw, p)).sort((a, b) => a - b);
    const law = bootstrapLaw(Float64Array.from(samples), p);
    for (const t of new Set(quantiles)) {
      const share = quantiles.filter((value) => value <= t).length / quantiles.length;
      expectClose(law.cdf(t), share, `P(M ≤ ${t})`, 1e-11);
      expectClose(law.quantile(share - 1e-9), t, `quantile ${share}`, 1e-15);
    }
    expect(law.cdf(-100)).toBe(0);
  });

  test('is at home with a hundred thousand samples', () => {
    const samples = Float64Array.from({ length: 100_000 }, (_, i) => i);
    const law = bootstrapLaw(samples, 0.5);
    expectClose(law.cdf(law.quantile(0.025)), 0.025, 'P', 1e-2);
    // The normal limit: n/2 ± 1.96 √n / 2.
    expectClose(law.quantile(0.975) - law.quantile(0.025), 1.959964 * Math.sqrt(100_000), 'width', 0.01);
  });
});

describe('interval for the median', () => {
  test.each(referenceCases)('%s', (_, { baseline, expect: expected }) => {
    const [low, high] = medianInterval(baseline, 0.95);
    const exact = expected.median_bootstrap_exact_95;
    if (exact) expect([low, high]).toEqual(exact);
    const [about, upTo] = expected.median_bootstrap_mc_95.interval;
    // 20,000 resamples place the ends to about a thousandth.
    expectClose(low, about, 'low', 2e-3);
    expectClose(high, upTo, 'high', 2e-3);
  });

  test('holds the median, and grows with the level', () => {
    const samples = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(samples, (values) => {
        const middle = quantileSorted(Float64Array.from(values).sort(), 0.5);
        const [low, high] = medianInterval(values, 0.9);
        const [lower, higher] = medianInterval(values, 0.99);
        expect(lower).toBeLessThanOrEqual(low);
        expect(low).toBeLessThanOrEqual(middle);
        expect(middle).toBeLessThanOrEqual(high);
        expect(high).toBeLessThanOrEqual(higher);
      }),
    );
  });

  test('ends where it should for quantiles other than the median', () => {
    const samples = Array.from({ length: 101 }, (_, i) => i);
    const [low, high] = quantileInterval(samples, 0.9, 0.95);
    expect(low).toBeGreaterThan(80);
    expect(low).toBeLessThan(90);
    expect(high).toBeGreaterThan(90);
    expect(high).toBeLessThan(97);
  });
});

describe('interval between order statistics', () => {
  test('the classical places', () => {
    const samples = Array.from({ length: 20 }, (_, i) => i + 1);
    expect(orderStatisticInterval(samples, 0.95)).toEqual([6, 15]);
    expect(orderStatisticInterval(samples.slice(0, 6), 0.95)).toEqual([1, 6]);
  });

  test('interpolation lies between two classical intervals, nearer to the one whose level is nearer', () => {
    const samples = Array.from({ length: 21 }, (_, i) => i + 1);
    // Levels 97.3 % and 92.2 %; weights by Hettmansperger and Sheather's formula.
    const [low, high] = interpolatedMedianInterval(samples, 0.95);
    expect(low).toBeGreaterThan(6);
    expect(low).toBeLessThan(7);
    expectClose(low + high, 22, 'symmetry', 1e-12);
    expect(interpolatedMedianInterval(samples, 1 - 2 * 0.03917694091796875)[0]).toBeCloseTo(7, 9);
  });

  // Weights by Hettmansperger and Sheather's formula from SciPy's binomial distribution.
  test.each([
    [21, 0.95, 6.673510265398098],
    [10, 0.9, 2.971014492753623],
    [6, 0.95, 1.357142857142858],
  ])('interpolation of %d samples at %d', (n, level, place) => {
    const samples = Array.from({ length: n }, (_, i) => i + 1);
    const [low, high] = interpolatedMedianInterval(samples, level);
    expectClose(low, place, 'low', 1e-9);
    expectClose(high, n + 1 - place, 'high', 1e-9);
  });

  // By SciPy fewer than 3 of 30 samples lie below the first quartile once in 94 times, and 13 or more once in 46.
  test('the places of another quantile', () => {
    const samples = Array.from({ length: 30 }, (_, i) => i + 1);
    expect(orderStatisticInterval(samples, 0.95, 0.25)).toEqual([3, 13]);
  });

  test('too few samples are refused with the number needed', () => {
    expect(() => interpolatedMedianInterval([1, 2, 3, 4, 5], 0.95)).toThrow(/at least 6/);
    expect(() => orderStatisticInterval([1, 2, 3, 4, 5], 0.95)).toThrow(/at least 6/);
    expect(() => orderStatisticInterval([1, 2, 3, 4, 5], 0.95, 0.9)).toThrow(/at least 36/);
  });
});

test('levels and quantiles are shares', () => {
  expect(() => medianInterval([1, 2], 95)).toThrow(/confidenceLevel is 95/);
  expect(() => quantileInterval([1, 2], 1, 0.95)).toThrow(/p is 1/);
  expect(() => orderStatisticInterval([1, 2], 0)).toThrow(StatisticalValidationError);
  expect(() => medianInterval([], 0.95)).toThrow(/samples is empty/);
});

test('the search ends where the candidates are neighbouring doubles', () => {
  const ulp = 2 ** -52;
  for (let shift = 0; shift < 40; shift++) {
    const samples = Array.from({ length: 8 }, (_, i) => 1 + ((i * (shift + 3)) % 5) * ulp);
    const [low, high] = medianInterval(samples, 0.95);
    expect(low).toBeGreaterThanOrEqual(1);
    expect(high).toBeLessThanOrEqual(1 + 4 * ulp);
    const tiny = Array.from({ length: 8 }, (_, i) => ((i * (shift + 3)) % 5) * 5e-324);
    expect(medianInterval(tiny, 0.95)[1]).toBeLessThanOrEqual(2e-323);
  }
});
