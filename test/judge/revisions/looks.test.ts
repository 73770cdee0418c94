import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmingLooks, plannedLooks } from '../../../src/judge/revisions/looks.ts';

describe('plannedLooks', () => {
  it.each([
    [48, [4, 6, 8, 12, 16, 24, 36, 48]],
    [96, [8, 12, 16, 24, 32, 48, 72, 96]],
    [24, [4, 6, 8, 12, 18, 24]],
    [8, [4, 6, 8]],
    [4, [4]],
  ])('of %i pairs at most are %j', (most, looks) => {
    expect(plannedLooks(most)).toEqual(looks);
  });

  it('ascend to the most pairs, and none of them has fewer than four', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 500 }), (most) => {
        const looks = plannedLooks(most);
        expect(looks.at(-1)).toBe(most);
        expect(looks).toEqual([...new Set(looks)].toSorted((a, b) => a - b));
        expect(looks[0]).toBeGreaterThanOrEqual(4);
      }),
    );
  });
});

describe('alarmingLooks', () => {
  it.each([
    [48, [8, 12, 16, 24, 36, 48]],
    [96, [8, 12, 16, 24, 32, 48, 72, 96]],
    [8, [8]],
    [7, []],
    [4, []],
  ])('of %i pairs at most are %j: those of eight pairs or more', (most, looks) => {
    expect(alarmingLooks(most)).toEqual(looks);
  });
});
