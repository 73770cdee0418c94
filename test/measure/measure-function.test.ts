import { afterEach, describe, expect, it, vi } from 'vitest';
import { MeasurementError } from '../../src/errors.ts';
import { locationOf } from '../../src/measure/location.ts';
import { measureFunction } from '../../src/measure/measure-function.ts';
import type { Subject } from '../../src/measure/subject.ts';
import { shortestSample } from '../../src/measure/warm-up.ts';

const options = { iterations: 20, warmupIterations: 2, maxDuration: 2 };
const subject = (fn: Subject['fn'], over: Partial<Subject> = {}): Subject => ({
  fn,
  context: undefined,
  input: null,
  beforeEach: null,
  ...over,
});
function spin(milliseconds: number): void {
  const start = performance.now();
  while (performance.now() - start < milliseconds);
}

afterEach(() => vi.useRealTimers());

describe('measureFunction', () => {
  it('answers samples, control passes and what is known about them', async () => {
    const measured = await measureFunction(
      subject(() => Math.sqrt(2)),
      options,
      { round: 3, position: 5 },
    );
    expect(measured).toMatchObject({ round: 3, position: 5, stoppedEarly: null, collectedGarbage: true });
    expect(measured.samples).toHaveLength(20);
    expect(measured.interruptions).toBeGreaterThanOrEqual(0);
    expect(measured.control).toHaveLength(20);
    for (const seconds of [...measured.samples, ...measured.control, measured.emptyCall])
      expect(seconds).toBeGreaterThan(0);
    expect(measured.location).toBe(locationOf(measured.samples));
    expect(new Date(measured.startedAt).toISOString()).toBe(measured.startedAt);
  });

  it('looks at what calls change outside of the function unless it is told not to', async () => {
    // A new one each time: what holds very much is not looked at.
    const seen = async (looksAtState?: boolean) => {
      const sink: number[] = [];
      const grows = subject(() => sink.push(1));
      const { observations = [] } = await measureFunction(grows, { ...options, looksAtState });
      // The runner's own timers may be seen as what a call leaves running.
      return observations.filter(({ kind }) => kind !== 'leaves_running');
    };
    expect(await seen()).toEqual([{ kind: 'grows_state', name: 'sink', entries: 1 }]);
    expect(await seen(true)).toHaveLength(1);
    expect(await seen(false)).toEqual([]);
  });

  it('stands at no place in particular unless it is told', async () => {
    expect(
      await measureFunction(
        subject(() => 1),
        options,
      ),
    ).toMatchObject({ round: 0, position: 0 });
  });

  it('times many calls of a short function together: powers of two, long enough, with little of the clock in it', async () => {
    const { callsPerSample, samples, timingShare } = await measureFunction(
      subject(() => 1),
      options,
    );
    expect(Math.log2(callsPerSample) % 1).toBe(0);
    expect(callsPerSample).toBeGreaterThan(1000);
    expect(locationOf(samples) * callsPerSample).toBeGreaterThan(shortestSample() / 4);
    // 1 % by design, and four times that when the code got quicker after its batch was chosen.
    expect(timingShare).toBeLessThan(0.04);
  });

  it('times as many calls together as it is told, if that is near what the function needs', async () => {
    const own = (
      await measureFunction(
        subject(() => 1),
        options,
      )
    ).callsPerSample;
    const told = { ...options, callsPerSample: own * 4 };
    expect(
      (
        await measureFunction(
          subject(() => 1),
          told,
        )
      ).callsPerSample,
    ).toBe(own * 4);
    expect(
      (
        await measureFunction(
          subject(() => spin(10)),
          { ...told, iterations: 1 },
        )
      ).callsPerSample,
    ).toBe(1);
  });

  it('times calls of 10 ms one by one', async () => {
    const { callsPerSample, samples } = await measureFunction(
      subject(() => spin(10)),
      { ...options, iterations: 5 },
    );
    expect(callsPerSample).toBe(1);
    expect(samples).toHaveLength(5);
  });

  it('times asynchronous functions with the waiting', async () => {
    const { callsPerSample, location } = await measureFunction(
      subject(() => new Promise((done) => setTimeout(done, 5))),
      { ...options, iterations: 5 },
    );
    expect(callsPerSample).toBe(1);
    expect(location).toBeGreaterThan(0.003);
  });

  it('does not count what beforeEach takes', async () => {
    const { location } = await measureFunction(
      subject(() => 1, { beforeEach: () => spin(5) }),
      { ...options, iterations: 5 },
    );
    expect(location).toBeLessThan(0.0025);
  });

  it('spreads control passes evenly over the samples, twenty or fewer', async () => {
    const { control } = await measureFunction(
      subject(() => 1),
      { ...options, iterations: 100 },
    );
    expect(control).toHaveLength(20);
    expect(
      (
        await measureFunction(
          subject(() => 1),
          { ...options, iterations: 7 },
        )
      ).control,
    ).toHaveLength(7);
  });

  it('stops early where the time is up, with five samples at least, and says so', async () => {
    const { samples, stoppedEarly } = await measureFunction(
      subject(() => spin(3)),
      { iterations: 1000, warmupIterations: 1, maxDuration: 0.001 },
    );
    expect(samples).toHaveLength(5);
    expect(stoppedEarly).toBe('5 of 1000 samples fitted into 0.001 s');
  });

  it('does not call a very slow function more often than it has to', async () => {
    let calls = 0;
    await measureFunction(
      subject(() => {
        calls++;
        spin(10);
      }),
      { iterations: 100, warmupIterations: 5, maxDuration: 0.01 },
    );
    // Once to know it, once to warm up, five samples.
    expect(calls).toBe(7);
  });

  it('finds out a function that is asynchronous at long intervals only', async () => {
    let call = 0;
    const fn = () => (++call % 512 === 300 ? Promise.resolve() : 1);
    await expect(measureFunction(subject(fn), options)).rejects.toThrow(MeasurementError);
  });

  it('passes on what the function throws, at whatever call', async () => {
    let call = 0;
    const fn = () => {
      if (++call === 50) throw new RangeError('at the 50th');
    };
    await expect(measureFunction(subject(fn), options)).rejects.toThrow(new RangeError('at the 50th'));
  });

  it('measures also where a test runner has put a fake clock in place', async () => {
    vi.useFakeTimers({ toFake: ['performance', 'Date', 'setTimeout'] });
    expect(
      (
        await measureFunction(
          subject(() => 1),
          options,
        )
      ).samples,
    ).toHaveLength(20);
  });
});
