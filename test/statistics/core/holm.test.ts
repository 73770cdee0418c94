import { describe, expect, it } from 'vitest';
import { StatisticalValidationError } from '../../../src/errors.ts';
import { adjustedByHolm } from '../../../src/statistics/core/holm.ts';

describe('adjustedByHolm', () => {
  // R 4.4: p.adjust(p, "holm")
  it.each([
    [
      [0.01, 0.02, 0.03, 0.04, 0.05],
      [0.05, 0.08, 0.09, 0.09, 0.09],
    ],
    [
      [0.2, 0.0001, 0.04, 0.04],
      [0.2, 0.0004, 0.12, 0.12],
    ],
    [
      [0.9, 0.6],
      [1, 1],
    ],
    [[0.03], [0.03]],
    [[], []],
  ])('of %j is what R says', (pValues, adjusted) => {
    expect(adjustedByHolm(pValues)).toEqual(adjusted.map((each) => expect.closeTo(each, 12)));
  });

  it('reckons with statements that were not made', () => {
    expect(adjustedByHolm([0.01, 0.001], 6)).toEqual([expect.closeTo(0.05, 12), expect.closeTo(0.006, 12)]);
  });

  it('refuses what is no probability', () => {
    expect(() => adjustedByHolm([0.5, 1.5])).toThrow(StatisticalValidationError);
    expect(() => adjustedByHolm([Number.NaN])).toThrow(StatisticalValidationError);
  });
});
