import { describe, expect, test } from 'vitest';
import { createGenerator } from '../../../src/statistics/core/random.ts';
import { autocorrelation, effectiveSampleSize } from '../../../src/statistics/textbook/autocorrelation.ts';
import { normal } from '../random-samples.ts';
import { expectClose } from '../reference.ts';

/** A series whose neighbours have the given correlation. */
function seriesWith(rho: number, length: number, seed = 1): number[] {
  const generator = createGenerator(seed);
  let value = 0;
  return Array.from({ length }, () => {
    value = rho * value + normal(generator);
    return 100 + value;
  });
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** The definition, by lag: products of deviations, over the sum of their squares. */
function correlationsByHand(samples: readonly number[]): (lag: number) => number {
  const center = total(samples) / samples.length;
  const deviations = samples.map((value) => value - center);
  const squares = total(deviations.map((value) => value ** 2));
  return (lag) => total(deviations.slice(lag).map((value, i) => value * deviations[i]!)) / squares;
}

/** Geyer's sum over the pairs of neighbouring lags below `end`. */
function effectiveByHand(samples: readonly number[], end: number): number {
  const at = correlationsByHand(samples);
  let sum = -1;
  for (let lag = 0; lag + 1 < end; lag += 2) {
    const pair = at(lag) + at(lag + 1);
    if (pair <= 0) break;
    sum += 2 * pair;
  }
  return samples.length / sum;
}

describe('autocorrelation', () => {
  test.each([0, 1, 2, 7, 39])('at lag %d is the one of the definition', (lag) => {
    const samples = seriesWith(0.7, 40);
    expectClose(autocorrelation(samples, lag), correlationsByHand(samples)(lag), '', 1e-9, 1e-12);
  });

  test('needs two samples and a lag that is not negative', () => {
    expect(() => autocorrelation([1], 0)).toThrow(/samples has 1 value:/);
    expect(() => autocorrelation([1, 2, 3], -1)).toThrow(/lag is -1: give a whole number from 0 to 2/);
  });
});

describe('effective sample size', () => {
  test.each([4, 5, 6, 7, 30, 41])('of %d samples is Geyer’s sum', (length) => {
    for (const seed of [1, 2, 3]) {
      const samples = seriesWith(0.8, length, seed);
      const expected = Math.max(1, Math.min(length, effectiveByHand(samples, length)));
      expectClose(effectiveSampleSize(samples), expected, `seed ${seed}`, 1e-9);
    }
  });

  test('follows correlation over a thousand lags and no farther', () => {
    const line = Array.from({ length: 2100 }, (_, i) => i);
    expectClose(effectiveSampleSize(line), effectiveByHand(line, 1000), '', 1e-9);
  });

  test('refuses an empty series', () => expect(() => effectiveSampleSize([])).toThrow(/samples is empty/));
});
