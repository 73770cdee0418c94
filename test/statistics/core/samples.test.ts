import { describe, expect, test } from 'vitest';
import {
  checkedCopy,
  requireCount,
  requireNumber,
  requireOpenUnit,
  requireProbability,
  requireSamples,
} from '../../../src/statistics/core/samples.ts';

const withData = (message: string, data: object) => expect.objectContaining({ message, data });

describe.each([
  ['requireSamples', requireSamples],
  ['checkedCopy', checkedCopy],
] as const)('%s', (_, check) => {
  test.each([
    [[], 1, 'x is empty: at least 1 value is needed'],
    [[], 3, 'x is empty: at least 3 values are needed'],
    [[1], 2, 'x has 1 value: at least 2 are needed'],
    [[1, 2], 5, 'x has 2 values: at least 5 are needed'],
  ])('%j of which %d are needed', (samples, least, message) => {
    expect(() => check(samples, least, 'x')).toThrow(withData(message, { name: 'x', count: samples.length, least }));
  });

  test('names the place of what is not finite', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const message = `samples[1] is ${value}: only finite numbers can be analysed; remove the value or find out where it comes from`;
      expect(() => check([1, value, 2])).toThrow(withData(message, { name: 'samples', index: 1, value }));
    }
    expect(() => check([])).toThrow('samples is empty');
  });

  test('takes as many as are needed', () => expect(() => check([1, 2], 2)).not.toThrow());
});

test('a copy has no negative zero, and is one', () => {
  const samples = Float64Array.of(3, -0, -1);
  expect(checkedCopy(samples)).toEqual(Float64Array.of(3, 0, -1));
  expect(checkedCopy(samples)).not.toBe(samples);
});

test.each([
  [requireNumber, [Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY], [Number.NaN], 'give a number'],
  [requireProbability, [0, 0.5, 1], [-1e-9, 1.000001, Number.NaN], 'give a probability from 0 to 1'],
  [requireOpenUnit, [1e-300, 0.999], [0, 1, -1, Number.NaN], 'give a number between 0 and 1, both excluded'],
  [requireCount, [1, 7], [0, 1.5, Number.NaN, 2 ** 53], 'give a whole number of at least 1'],
] as const)('arguments that are allowed, and others: %#', (check, allowed, others, advice) => {
  for (const value of allowed) expect(() => check(value, 'arg')).not.toThrow();
  for (const value of others) {
    expect(() => check(value, 'arg')).toThrow(withData(`arg is ${value}: ${advice}`, { name: 'arg', value }));
  }
});

test('a count has its own least', () => {
  expect(() => requireCount(3, 'n', 3)).not.toThrow();
  expect(() => requireCount(2, 'n', 3)).toThrow('n is 2: give a whole number of at least 3');
});
