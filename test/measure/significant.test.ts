import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { significant } from '../../src/measure/clock.ts';

describe('significant', () => {
  it('keeps nine digits, whatever the size', () => {
    expect(significant([0.00034800799999998, 7.123456789123e-10, 0, 12.345678901234])).toEqual([
      0.000348008, 7.12345679e-10, 0, 12.3456789,
    ]);
  });

  it('moves no value by more than half of the ninth digit, and none twice', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e3, noNaN: true }), (value) => {
        const [rounded] = significant([value]);
        expect(Math.abs(rounded! / value - 1)).toBeLessThanOrEqual(5.1e-9);
        expect(significant([rounded!])).toEqual([rounded]);
      }),
    );
  });
});
