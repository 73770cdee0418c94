import { describe, expect, it } from 'vitest';
import { mayBeOthers } from '../../../src/judge/history/interruptions.ts';
import { at, look } from '../cases.ts';

const SHIFT = Math.log(1.5);
/** Processes that took `location` by the clock in their quickest samples, and 1 of processor time on average. */
const looks = (location: number, interruptions: number | null, cpuTime: number | null = 1) => [
  look(location, { interruptions, cpuTime }),
  look(location, { interruptions, cpuTime }),
];

describe('a slow-down by the clock', () => {
  it('may be other programs’ where quick samples were interrupted too and processor time does not show it', () => {
    expect(mayBeOthers(looks(1.5, 0.5), SHIFT, 0)).toBe(true);
    expect(mayBeOthers(looks(1.5, 3), SHIFT, SHIFT / 3)).toBe(true);
  });

  it('is its own where its processor time shows at least half of it', () => {
    expect(mayBeOthers(looks(1.5, 3), SHIFT, SHIFT / 2)).toBe(false);
  });

  it('is its own where it was hardly interrupted, or nobody counted', () => {
    expect(mayBeOthers(looks(1.5, 0.4), SHIFT, 0)).toBe(false);
    expect(mayBeOthers(looks(1.5, null), SHIFT, 0)).toBe(false);
    expect(mayBeOthers([look(1.5)], SHIFT, 0)).toBe(false);
  });

  it('is its own where the quickest samples were not interrupted', () => {
    expect(mayBeOthers(looks(0.9, 3), SHIFT, 0)).toBe(false);
  });

  it('may be others’ where they were interrupted and nothing is known of processor time', () => {
    expect(mayBeOthers(looks(1.5, 3, null), SHIFT, 0)).toBe(true);
  });

  it('is its own where the quickest samples took just what the processor worked', () => {
    const alike = [at(1.5, { interruptions: 3, cpuTime: 1.5 })];
    expect(mayBeOthers([alike], SHIFT, 0)).toBe(false);
    expect(mayBeOthers([alike, [at(1.6, { interruptions: 3, cpuTime: 1.5 })]], SHIFT, 0)).toBe(false);
  });

  it('is its own where no more than half of all looks’ processes were interrupted', () => {
    const interrupted = at(1.5, { interruptions: 3, cpuTime: 1 });
    const calm = at(1.5, { interruptions: 0, cpuTime: 1 });
    expect(mayBeOthers([[interrupted, calm]], SHIFT, 0)).toBe(false);
    expect(mayBeOthers([[interrupted], [calm, interrupted]], SHIFT, 0)).toBe(true);
  });

  it('is its own where nothing was measured', () => expect(mayBeOthers([], SHIFT, 0)).toBe(false));

  it('is its own where only a minority of processes was interrupted', () => {
    const most = looks(1.5, 0);
    const some = look(1.5, { interruptions: 3, cpuTime: 1 });
    expect(mayBeOthers([...most, some], SHIFT, 0)).toBe(false);
  });
});
