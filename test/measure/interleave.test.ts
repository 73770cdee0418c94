import { describe, expect, it } from 'vitest';
import { measureInterleaved } from '../../src/measure/interleave.ts';
import { locationOf } from '../../src/measure/location.ts';
import type { Subject } from '../../src/measure/subject.ts';

const options = { iterations: 40, warmupIterations: 1, maxDuration: 10 };
const subject = (fn: Subject['fn']): Subject => ({ fn, context: undefined, beforeEach: null });
function spin(milliseconds: number): void {
  const start = performance.now();
  while (performance.now() - start < milliseconds);
}
const sum = (upTo: number) => () => {
  let total = 0;
  for (let i = 0; i < upTo; i++) total += Math.sqrt(i);
  return total;
};

describe('measureInterleaved', () => {
  it('answers the samples of both, and a ratio of each block', async () => {
    const { baseline, candidate, logRatios } = await measureInterleaved(subject(sum(200)), subject(sum(2000)), options);
    expect([baseline.position, candidate.position]).toEqual([0, 1]);
    expect([baseline.samples.length, candidate.samples.length]).toEqual([40, 40]);
    expect(logRatios).toHaveLength(20);
    expect(baseline.control).toHaveLength(20);
    expect(baseline.stoppedEarly).toBeNull();
    expect(candidate.location).toBe(locationOf(candidate.samples));
    const middle = logRatios.toSorted((a, b) => a - b)[10]!;
    expect(Math.exp(middle)).toBeGreaterThan(2);
  });

  it('times both with as many calls a sample', async () => {
    const { baseline, candidate } = await measureInterleaved(subject(sum(300)), subject(sum(600)), options);
    expect(baseline.callsPerSample).toBe(candidate.callsPerSample);
  });

  it('times each in its own way where one is far slower, which would take for ever otherwise', async () => {
    const { baseline, candidate } = await measureInterleaved(
      subject(() => 1),
      subject(() => spin(2)),
      {
        ...options,
        iterations: 20,
      },
    );
    expect(candidate.callsPerSample).toBe(1);
    expect(baseline.callsPerSample).toBeGreaterThan(16);
  });

  it('changes the order from block to block', async () => {
    const log: string[] = [];
    const logged = (name: string) =>
      subject(() => {
        log.push(name);
        spin(6);
      });
    await measureInterleaved(logged('b'), logged('c'), {
      ...options,
      iterations: 20,
      warmupIterations: 1,
      maxDuration: 0.001,
    });
    // Five blocks of one sample each; calls before them are preparation.
    expect(log.slice(-10).join('')).toBe('bccbbccbbc');
  });

  it('stops early where the time is up, with five blocks at least, and says so', async () => {
    const slow = subject(() => spin(6));
    const { baseline, logRatios } = await measureInterleaved(slow, slow, { ...options, maxDuration: 0.001 });
    expect(logRatios).toHaveLength(5);
    expect(baseline.stoppedEarly).toBe('5 of 20 blocks fitted into 0.002 s');
    expect(baseline.samples).toHaveLength(10);
  });

  it('passes on what either throws', async () => {
    const broken = subject(() => {
      throw new RangeError('no');
    });
    await expect(measureInterleaved(broken, subject(sum(1)), options)).rejects.toThrow(RangeError);
    await expect(measureInterleaved(subject(sum(1)), broken, options)).rejects.toThrow(RangeError);
  });
});
