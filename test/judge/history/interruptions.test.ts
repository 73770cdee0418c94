import { describe, expect, it } from 'vitest';
import { interruptedShare, isWork } from '../../../src/judge/history/interruptions.ts';
import { at, look } from '../cases.ts';

const SHIFT = Math.log(1.5);
/** Processes that took `location` by the clock in their quickest samples, and 1 of processor time on average. */
const looks = (location: number, interruptions: number | null, cpuTime: number | null = 1) => [
  look(location, { interruptions, cpuTime }),
  look(location, { interruptions, cpuTime }),
];

describe('a slow-down by the clock', () => {
  it('is work where processor time shows half of it or more', () => {
    expect(isWork(SHIFT, SHIFT / 2)).toBe(true);
    expect(isWork(SHIFT, SHIFT / 3)).toBe(false);
    expect(isWork(SHIFT, 0)).toBe(false);
    expect(isWork(SHIFT, null)).toBe(false);
  });
});

describe('interruptedShare', () => {
  it('counts processes whose quickest samples were interrupted as well', () => {
    expect(interruptedShare(looks(1.5, 0.5))).toBe(1);
    expect(interruptedShare(looks(1.5, 3, null))).toBe(1);
    expect(interruptedShare([[at(1.5, { interruptions: 3, cpuTime: 1 }), at(1.5)], look(1.5)])).toBe(1 / 7);
  });

  it('is none where they were hardly interrupted, or nobody counted', () => {
    expect(interruptedShare(looks(1.5, 0.4))).toBe(0);
    expect(interruptedShare(looks(1.5, null))).toBe(0);
    expect(interruptedShare([look(1.5)])).toBe(0);
    expect(interruptedShare([])).toBe(0);
  });

  it('is none where the quickest samples took no longer than the processor worked', () => {
    expect(interruptedShare(looks(0.9, 3))).toBe(0);
    expect(interruptedShare([[at(1.5, { interruptions: 3, cpuTime: 1.5 })]])).toBe(0);
  });
});
