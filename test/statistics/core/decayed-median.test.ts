import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decayedMedian } from '../../../src/statistics/core/decayed-median.ts';
import { median } from '../../../src/statistics/core/median.ts';
import { weightedMedian } from '../../../src/statistics/core/weighted-median.ts';

describe('decayedMedian', () => {
  it.each([
    ['one value is its own median, whatever its factor', [7], [0], 7],
    ['a factor of 0 forgets what came before', [1, 2, 9], [1, 1, 0], 9],
    ['the first factor scales nothing', [1, 9], [0, 1], 5],
    // Weights 0.81, 0.9 and 1 of 1, 5 and 3, in the order of the values: 0.81, 1, 0.9.
    ['nearly equal weights give the middle value', [1, 5, 3], [0.9, 0.9, 0.9], 3],
    // Weights 0.0625, 0.125, 0.25, 0.5 and 1.
    ['the newest value wins where the others weigh less together', [1, 1, 1, 1, 8], Array(5).fill(0.5), 8],
  ])('%s', (_, values, factors, expected) => {
    expect(decayedMedian(values, factors)).toBe(expected);
  });

  it.each([
    [[], [], /values is empty/],
    [[1, Number.NaN], [1, 1], /values\[1\] is NaN/],
    [[1, 2], [1], /weights\[0\] is NaN/],
  ])('refuses %j with %j', (values, factors, message) => {
    expect(() => decayedMedian(values, factors)).toThrow(message);
  });

  it('weights are not negative, one a value, and not all 0', () => {
    expect(() => weightedMedian([1, 2], [1, -1])).toThrow(/weights\[1\] is -1/);
    expect(() => weightedMedian([1, 2], [3, -1])).toThrow(/weights\[1\] is -1/);
    expect(() => weightedMedian([1, 2], [0, 0])).toThrow(/at least one above 0/);
    expect(() => weightedMedian([1, 2], [1, 1, 1])).toThrow(/3 weights for 2 values/);
    expect(weightedMedian([1.5e308, 1.7e308], [1, 1])).toBe(1.6e308);
  });

  it('is the median of as many values as their weights say', () => {
    const entries = fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 1, max: 4 })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(entries, (pairs) => {
        const repeated = pairs.flatMap(([value, weight]) => Array<number>(weight).fill(value));
        const [values, weights] = [pairs.map(([value]) => value), pairs.map(([, weight]) => weight)];
        expect(weightedMedian(values, weights)).toBe(median(repeated));
      }),
    );
  });

  it('is the ordinary median where nothing decays', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 30 }), (values) => {
        expect(decayedMedian(values, Array(values.length).fill(1))).toBe(median(values));
      }),
    );
  });
});
