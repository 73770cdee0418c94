import { describe, expect, test } from 'vitest';
import { durationInWords, numberInWords, percentInWords, pValueInWords } from '../../../src/statistics/core/words.ts';

describe('numbers in words', () => {
  test.each([
    [1234, '1230 s'],
    [1, '1 s'],
    [0.9994, '999 ms'],
    [1e-3, '1 ms'],
    [0.000_999_4, '999 µs'],
    [-0.002_5, '-2.5 ms'],
    [1e-6, '1 µs'],
    [1.2345e-9, '1.23 ns'],
    [2e-12, '0.002 ns'],
    [0, '0 s'],
    [Number.POSITIVE_INFINITY, 'Infinity s'],
  ])('a duration of %d is %s', (seconds, words) => expect(durationInWords(seconds)).toBe(words));

  test.each([
    [0.123, 'p = 0.12'],
    [1, 'p = 1'],
    [1e-4, 'p = 0.0001'],
    [0.99e-4, 'p < 0.0001'],
    [0, 'p < 0.0001'],
  ])('a p-value of %d is %s', (pValue, words) => expect(pValueInWords(pValue)).toBe(words));

  test('a number has three digits, and a share as many percent', () => {
    expect([1234.5, 0.5, Number.MAX_VALUE].map(numberInWords)).toEqual(['1230', '0.5', '1.7976931348623157e+308']);
    expect([0.95, 0.99949, 1.5].map(percentInWords)).toEqual(['95 %', '99.9 %', '150 %']);
  });
});
