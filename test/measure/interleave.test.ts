import { describe, expect, it } from 'vitest';
import { measureInterleaved } from '../../src/measure/interleave.ts';
import { locationOf } from '../../src/measure/location.ts';
import type { Subject } from '../../src/measure/subject.ts';
import { median } from '../../src/statistics/core/median.ts';

const options = { iterations: 40, warmupIterations: 1, maxDuration: 40 };
const subject = (fn: Subject['fn']): Subject => ({ fn, context: undefined, input: null, beforeEach: null });
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
  it('answers the samples of both, and ratios of the blocks of the two and of the baseline beside itself', async () => {
    const { baseline, candidate, logRatios, selfLogRatios } = await measureInterleaved(
      subject(sum(200)),
      subject(sum(2000)),
      options,
    );
    expect([baseline.position, candidate.position]).toEqual([0, 1]);
    expect([baseline.samples.length, candidate.samples.length]).toEqual([40, 40]);
    expect([logRatios.fast.length, logRatios.typical.length]).toEqual([20, 20]);
    expect([selfLogRatios.fast.length, selfLogRatios.typical.length]).toEqual([10, 10]);
    expect(baseline.control).toHaveLength(30);
    expect(baseline.stoppedEarly).toBeNull();
    expect(candidate.location).toBe(locationOf(candidate.samples));
    expect(Math.exp(median(logRatios.fast))).toBeGreaterThan(2);
    expect(Math.exp(median(logRatios.typical))).toBeGreaterThan(2);
    expect(Math.exp(Math.abs(median(selfLogRatios.fast)))).toBeLessThan(2);
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

  it('puts each function beside each other one, the baseline beside itself too, in changing order', async () => {
    const log: string[] = [];
    const logged = (name: string) =>
      subject(() => {
        log.push(name);
        spin(6);
      });
    await measureInterleaved(logged('b'), logged('c'), { ...options, iterations: 20, maxDuration: 0.001 });
    // Seven blocks of one sample each; calls before them are preparation, those after them see what calls leave behind.
    // The baseline has two loops.
    expect(log.join('')).toContain('bccbbbcbbcbbbc');
  });

  it('stops early where the time is up, with seven blocks at least, and says so', async () => {
    const slow = subject(() => spin(6));
    const { baseline, candidate, logRatios, selfLogRatios } = await measureInterleaved(slow, slow, {
      ...options,
      maxDuration: 0.001,
    });
    expect([logRatios.fast.length, selfLogRatios.fast.length]).toEqual([5, 2]);
    expect(baseline.stoppedEarly).toBe('7 of 30 blocks fitted into 0.003 s');
    expect([baseline.samples.length, candidate.samples.length]).toEqual([10, 10]);
  });

  it('passes on what either throws', async () => {
    const broken = subject(() => {
      throw new RangeError('no');
    });
    await expect(measureInterleaved(broken, subject(sum(1)), options)).rejects.toThrow(RangeError);
    await expect(measureInterleaved(subject(sum(1)), broken, options)).rejects.toThrow(RangeError);
  });
});
