import { describe, expect, it } from 'vitest';
import { prepareWithAfterEach } from '../../src/measure/after-each.ts';
import { measureFunction } from '../../src/measure/measure-function.ts';

/** A subject that notes what is called, in which order. */
function noting(input: ((context: unknown) => unknown) | null = null) {
  const calls: string[] = [];
  const subject = {
    fn: (input: unknown) => void calls.push(`fn ${input}`),
    context: 'context',
    input,
    beforeEach: null,
    afterEach: async (context: unknown) => void calls.push(`after ${context}`),
  };
  return { calls, subject };
}

describe('afterEach', () => {
  it('runs after every call, the first included, with the context', async () => {
    const { calls, subject } = noting();
    const prepared = await prepareWithAfterEach(subject);
    expect(prepared.canBatch).toBe(false);
    await prepared.run(2);
    await prepared.check(1);
    expect(calls).toEqual(Array.from({ length: 4 }, () => ['fn context', 'after context']).flat());
  });

  it('runs before the next input is made', async () => {
    let made = 0;
    const { calls, subject } = noting(() => ++made);
    const prepared = await prepareWithAfterEach(subject);
    await prepared.run(3);
    expect(calls).toEqual([
      'fn 1',
      'after context',
      'fn 2',
      'after context',
      'fn 3',
      'after context',
      'fn 4',
      'after context',
    ]);
  });

  it('leaves subjects without it as they are', async () => {
    const { subject } = noting();
    expect((await prepareWithAfterEach({ ...subject, afterEach: null })).canBatch).toBe(true);
  });

  it('makes every sample one call, and says no processor time, which would be its own as well', async () => {
    const { subject } = noting();
    const options = { iterations: 5, warmupIterations: 1, maxDuration: 0.05 };
    const measured = await measureFunction(subject, options);
    expect(measured).toMatchObject({ callsPerSample: 1, cpuTime: null });
  });

  it('fails the test where it throws', async () => {
    const afterEach = () => {
      throw new Error('not cleaned up');
    };
    await expect(prepareWithAfterEach({ ...noting().subject, afterEach })).rejects.toThrow('not cleaned up');
  });
});
