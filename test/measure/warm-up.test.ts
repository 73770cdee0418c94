import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockProfile } from '../../src/measure/clock.ts';
import type { PreparedSubject } from '../../src/measure/subject.ts';
import { alike, shortestSample, warmUp } from '../../src/measure/warm-up.ts';

/** A subject whose calls take a time that is only said, and no time to run. */
function paced(secondsPerCall: number, canBatch = true) {
  const runs: number[] = [];
  const subject: Pick<PreparedSubject, 'canBatch' | 'run'> = {
    canBatch,
    async run(calls) {
      runs.push(calls);
      return calls * secondsPerCall;
    },
  };
  return { subject, runs };
}

// So much time that no pause of the machine cuts a warm-up short.
const limits = { warmupIterations: 5, iterations: 100, maxDuration: 600, hasInputs: false };

describe('shortestSample', () => {
  it('is so long that reading the clock twice is 1 % of it at most, and a step of it 0.1 %', () => {
    const { cost, resolution } = clockProfile();
    expect((2 * cost) / shortestSample()).toBeLessThanOrEqual(0.01);
    expect(resolution / shortestSample()).toBeLessThanOrEqual(0.001);
  });
});

describe('the batch of a warm subject', () => {
  it('is the smallest power of two that makes a sample, and all samples together, long enough', async () => {
    const { subject } = paced(0);
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 1e-9, max: 1, noNaN: true }), async (secondsPerCall) => {
        const target = shortestSample();
        subject.run = async (calls) => calls * secondsPerCall;
        const { callsPerSample, secondsPerSample } = await warmUp(subject, { ...limits, warmupIterations: 0 });
        expect(Math.log2(callsPerSample) % 1).toBe(0);
        expect(secondsPerSample).toBe(callsPerSample * secondsPerCall);
        expect(secondsPerSample).toBeGreaterThanOrEqual(target);
        if (callsPerSample > 2) expect(secondsPerSample / 2).toBeLessThan(Math.max(target, 0.1 / limits.iterations));
        if (secondsPerCall >= target) expect(callsPerSample).toBe(1);
        else expect(limits.iterations * secondsPerSample).toBeGreaterThanOrEqual(0.1);
      }),
    );
  });

  it('makes few samples longer, so that all together last as long', async () => {
    const { secondsPerSample } = await warmUp(paced(1e-6).subject, { ...limits, iterations: 10 });
    expect(secondsPerSample).toBeGreaterThanOrEqual(0.01);
    expect(secondsPerSample).toBeLessThan(0.02);
  });

  it('is one call where a call is long enough', async () => {
    const { subject, runs } = paced(0.01);
    expect(await warmUp(subject, limits)).toEqual({ callsPerSample: 1, secondsPerSample: 0.01 });
    expect(new Set(runs)).toEqual(new Set([1]));
  });

  it('does not take an interruption of its last run for the time that calls take', async () => {
    const { subject, runs } = paced(1e-6);
    const run = subject.run;
    subject.run = async (calls) => {
      if (runs.length > 0) return run(calls);
      const start = performance.now();
      // Longer than the warm-up may last.
      while (performance.now() - start < 11);
      return (await run(calls)) + 0.011;
    };
    const { callsPerSample } = await warmUp(subject, { ...limits, iterations: 1, maxDuration: 0.03 });
    expect(callsPerSample).toBeGreaterThan(1);
  });

  it('is one call where calls must be timed alone, however short they are', async () => {
    expect(await warmUp(paced(1e-9, false).subject, limits)).toMatchObject({ callsPerSample: 1 });
  });

  it('is bounded, because inputs are held in memory', async () => {
    expect((await warmUp(paced(1e-9).subject, { ...limits, hasInputs: true })).callsPerSample).toBe(1024);
  });

  it('is bounded for a function that takes no time at all', async () => {
    expect((await warmUp(paced(0).subject, limits)).callsPerSample).toBe(2 ** 24);
  });

  it('leaves each sample its share of the time, with the preparation of its inputs', async () => {
    const { subject } = paced(1e-9);
    const run = subject.run;
    subject.run = (calls) => {
      const start = performance.now();
      // 10 µs for each input.
      while (performance.now() - start < calls / 100);
      return run(calls);
    };
    const { callsPerSample } = await warmUp(subject, { ...limits, iterations: 1000, maxDuration: 1, hasInputs: true });
    expect(callsPerSample).toBeLessThanOrEqual(64);
  });
});

describe('how long a warm-up lasts', () => {
  it.each([0, 1, 5, 40])('%i iterations at least', async (warmupIterations) => {
    const { subject, runs } = paced(1);
    await warmUp(subject, { ...limits, warmupIterations, maxDuration: 60 });
    expect(runs.length).toBeGreaterThanOrEqual(Math.max(1, warmupIterations));
  });

  it('no more than a third of the sampling, for a function that is slow', async () => {
    const { subject, runs } = paced(1);
    const run = subject.run;
    subject.run = async (calls) => {
      const start = performance.now();
      while (performance.now() - start < 20);
      return run(calls);
    };
    await warmUp(subject, { ...limits, warmupIterations: 50, maxDuration: 0.03 });
    expect(runs).toHaveLength(1);
  });

  it('calls a slow function once to know its batch where there is no warm-up', async () => {
    const { subject, runs } = paced(1);
    await warmUp(subject, { ...limits, warmupIterations: 0, maxDuration: 0 });
    expect(runs).toEqual([1]);
  });
});

describe('alike', () => {
  const batch = { callsPerSample: 64, secondsPerSample: 0.0004 };
  it.each([
    [32, { callsPerSample: 32, secondsPerSample: 0.0002 }],
    [64, batch],
    [128, { callsPerSample: 128, secondsPerSample: 0.0008 }],
    [1024, { callsPerSample: 1024, secondsPerSample: 0.0064 }],
    [16, batch],
    [2048, { callsPerSample: 2048, secondsPerSample: 0.0128 }],
    [8192, batch],
  ])('has %i calls, unless that is far off', (calls, expected) => expect(alike(batch, calls)).toEqual(expected));

  it('has far fewer calls where samples stay long enough for the clock', () => {
    const long = { callsPerSample: 16, secondsPerSample: 64 * shortestSample() };
    expect(alike(long, 4)).toEqual({ callsPerSample: 4, secondsPerSample: 16 * shortestSample() });
    expect(alike({ ...long, secondsPerSample: 2 * shortestSample() }, 4).callsPerSample).toBe(16);
  });
});
