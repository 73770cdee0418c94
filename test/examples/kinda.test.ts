import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ish, kindaInt, sometimes } from '../../examples/suite/kinda.ts';

const DRAWS = 10_000;
const draws = <T>(draw: () => T): T[] => Array.from({ length: DRAWS }, draw);

const value = fc.integer({ min: -1_000_000, max: 1_000_000 });
const fuzz = fc.nat({ max: 1000 });

describe('kindaInt', () => {
  it('stays whole and within its fuzz', () => {
    fc.assert(
      fc.property(value, fuzz, (around, width) => {
        const reading = kindaInt(around, width);
        return Number.isInteger(reading) && Math.abs(reading - around) <= width;
      }),
    );
  });

  it('reaches every step', () => {
    expect(new Set(draws(() => kindaInt(42, 3)))).toEqual(new Set([39, 40, 41, 42, 43, 44, 45]));
  });
});

describe('sometimes', () => {
  it('says whether it ran the block', () => {
    let runs = 0;
    const reported = draws(() => sometimes(() => (runs += 1))).filter(Boolean).length;
    expect(reported).toBe(runs);
  });

  it('runs the block about half of the time', () => {
    const share = draws(() => sometimes(() => undefined)).filter(Boolean).length / DRAWS;
    // Ten standard errors either way.
    expect(share).toBeGreaterThan(0.45);
    expect(share).toBeLessThan(0.55);
  });
});

describe('ish', () => {
  it('always holds well within the tolerance, and never well beyond it', () => {
    fc.assert(
      fc.property(value, fc.integer({ min: 1, max: 100 }), (left, tolerance) => {
        return ish(left, left + tolerance - 1, tolerance) && !ish(left, left + tolerance + 2, tolerance);
      }),
    );
  });

  it('is of two minds at the tolerance itself', () => {
    expect(new Set(draws(() => ish(5, 7)))).toEqual(new Set([true, false]));
  });
});
