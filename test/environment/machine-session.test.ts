import { describe, expect, it } from 'vitest';
import { machineSessionSince } from '../../src/environment/machine-session.ts';

const now = new Date('2026-03-04T18:00:00.000Z');

describe('a machine session', () => {
  it('began when the machine was started', () => {
    expect(machineSessionSince(now, 600)).toEqual(new Date('2026-03-04T17:50:00.000Z'));
  });

  it('is no longer than six hours', () => {
    expect(machineSessionSince(now, 1e7)).toEqual(new Date('2026-03-04T12:00:00.000Z'));
  });

  it('is this machine’s, now, where nothing else is said', () => {
    const ago = Date.now() - machineSessionSince().getTime();
    expect(ago).toBeGreaterThan(0);
    expect(ago).toBeLessThanOrEqual(6 * 3_600_000 + 60_000);
  });
});
