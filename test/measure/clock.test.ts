import { afterEach, describe, expect, it, vi } from 'vitest';
import { clockProfile, now, nowMilliseconds } from '../../src/measure/clock.ts';

afterEach(() => vi.useRealTimers());

describe('the clock', () => {
  it('never goes back, in seconds and in milliseconds', () => {
    for (let i = 0; i < 1000; i++) {
      const [before, milliseconds, after] = [now(), nowMilliseconds(), now()];
      expect(before).toBeLessThanOrEqual(milliseconds / 1000);
      expect(milliseconds / 1000).toBeLessThanOrEqual(after);
    }
  });

  it('goes on where a test runner has put a fake one in its place', () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const start = now();
    while (now() === start);
    expect(now()).toBeGreaterThan(start);
  });
});

describe('clockProfile', () => {
  it('measures once', () => {
    expect(clockProfile()).toBe(clockProfile());
  });

  it('finds a step no larger than what several readings cost, and a cost that is plausible beside it', () => {
    const { resolution, cost } = clockProfile();
    expect(resolution).toBeGreaterThan(0);
    expect(cost).toBeGreaterThan(0);
    const READINGS = 100_000;
    const start = now();
    for (let i = 0; i < READINGS; i++) now();
    expect(cost).toBeLessThan((10 * (now() - start)) / READINGS);
  });
});
