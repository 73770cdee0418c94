import { describe, expect, test } from 'vitest';
import { firstIndex, halfway, solveDecreasing } from '../../../src/statistics/core/solve.ts';
import { expectClose } from '../reference.ts';

describe('the first index for which something holds', () => {
  test('is found from any guess, and near it quickly', () => {
    for (const last of [0, 1, 5, 40]) {
      for (let first = 0; first <= last; first++) {
        for (let guess = 0; guess <= last; guess++) {
          expect(
            firstIndex(guess, last, (index) => index >= first),
            `${first} of ${last} from ${guess}`,
          ).toBe(first);
        }
      }
    }
    const asked: number[] = [];
    const holds = (index: number) => asked.push(index) > 0 && index >= 700_001;
    expect(firstIndex(700_000, 1_000_000, holds)).toBe(700_001);
    expect(firstIndex(700_002, 1_000_000, holds)).toBe(700_001);
    expect(asked.length).toBeLessThan(12);
    expect(Math.max(...asked.map((index) => Math.abs(index - 700_001)))).toBeLessThan(5);
  });

  test('is never looked for outside of the range', () => {
    const asked: number[] = [];
    expect(firstIndex(3, 9, (index) => asked.push(index) > 0 && index >= 9)).toBe(9);
    expect(firstIndex(6, 9, (index) => asked.push(index) > 0)).toBe(0);
    expect(Math.min(...asked)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...asked)).toBeLessThan(9);
  });
});

describe('a decreasing function', () => {
  const power = (exponent: number) => (t: number) => ({ value: t ** -exponent, rate: exponent * t ** -exponent });

  test.each([1e-300, 0.01, 1, 1e5, 0])('is solved from a guess of %d', (guess) => {
    expectClose(solveDecreasing(power(2), 9, guess), 1 / 3, 'root', 1e-14);
  });

  test('is solved also where it flattens, by halving', () => {
    const kinked = (t: number) => ({ value: 1 / (1 + t ** 8), rate: (8 * t ** 8) / (1 + t ** 8) ** 2 });
    expectClose(solveDecreasing(kinked, 1e-8, 0.001), (1e8 - 1) ** 0.125, 'root', 1e-12);
    expectClose(solveDecreasing(kinked, 1 - 1e-6, 5), (1 / (1 - 1e-6) - 1) ** 0.125, 'root', 1e-9);
  });

  test('has no root where it is beyond the range of a double', () => {
    const flat = (value: number) => () => ({ value, rate: 1e-9 });
    expect(solveDecreasing(flat(2), 1, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(solveDecreasing(flat(1), 2, 1)).toBe(0);
  });
});

test('halfway is between, never the greater of the two', () => {
  expect(halfway(1, 3)).toBe(2);
  expect(halfway(-Number.MAX_VALUE, Number.MAX_VALUE)).toBe(0);
  expect(halfway(1, 1 + Number.EPSILON)).toBe(1);
  expect(halfway(0, Number.MIN_VALUE)).toBe(0);
});
