import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MeasurementError } from '../../src/errors.ts';
import { prepareSubject, type Subject } from '../../src/measure/subject.ts';

const subject = (fn: Subject['fn'], over: Partial<Subject> = {}): Subject => ({
  fn,
  context: undefined,
  beforeEach: null,
  ...over,
});

describe('prepareSubject', () => {
  it('calls the function once, and tells how it must be called', async () => {
    const calls: unknown[] = [];
    const prepared = await prepareSubject(subject((input) => calls.push(input), { context: 'context' }));
    expect(calls).toEqual(['context']);
    expect(prepared).toMatchObject({ isAsync: false, canBatch: true });
  });

  it('awaits a function that is asynchronous, and passes on its error', async () => {
    expect(await prepareSubject(subject(async () => 1))).toMatchObject({ isAsync: true, canBatch: true });
    const failing = prepareSubject(subject(() => Promise.reject(new RangeError('no'))));
    await expect(failing).rejects.toThrow(new RangeError('no'));
  });

  it('takes any thenable for a promise', async () => {
    const awaited: unknown[] = [];
    // biome-ignore lint/suspicious/noThenProperty: what is tested.
    const thenable = { then: (done: (value: number) => void) => awaited.push(done(1)) };
    const prepared = await prepareSubject(subject(() => thenable));
    expect(prepared.isAsync).toBe(true);
    await prepared.run(3);
    expect(awaited).toHaveLength(4);
  });

  it.each([null, 0, '', {}, [], () => 1])('takes %o for a plain value', async (value) => {
    expect(await prepareSubject(subject(() => value))).toMatchObject({ isAsync: false });
  });
});

describe('inputs', () => {
  function logged(isAsync: boolean, input: (i: number) => unknown) {
    const log: string[] = [];
    let count = 0;
    const beforeEach = (context: unknown) => {
      const next = input(count++);
      log.push(`prepare ${context}`);
      return isAsync ? Promise.resolve(next) : next;
    };
    return { log, subject: subject((given) => log.push(`call ${given}`), { context: 'c', beforeEach }) };
  }

  it.each([false, true])('are prepared for a batch before it is timed (asynchronously: %s)', async (isAsync) => {
    const { log, subject } = logged(isAsync, (i) => `input ${i}`);
    const prepared = await prepareSubject(subject);
    expect(prepared.canBatch).toBe(true);
    await prepared.run(2);
    expect(log).toEqual(['prepare c', 'call input 0', 'prepare c', 'prepare c', 'call input 1', 'call input 2']);
  });

  it.each([false, true])('are the context where beforeEach returns nothing (asynchronously: %s)', async (isAsync) => {
    const { log, subject } = logged(isAsync, () => undefined);
    const prepared = await prepareSubject(subject);
    expect(prepared.canBatch).toBe(false);
    await prepared.run(2);
    await prepared.check(1);
    expect(log).toEqual(Array.from({ length: 4 }, () => ['prepare c', 'call c']).flat());
  });

  it.each([null, 0, false, ''])('may be %o', async (value) => {
    const { log, subject } = logged(false, () => value);
    const prepared = await prepareSubject(subject);
    await prepared.run(1);
    await prepared.check(1);
    expect(log).toEqual(Array.from({ length: 3 }, () => ['prepare c', `call ${value}`]).flat());
  });

  it.each([
    ['first an input and then none', (i: number) => (i === 0 ? 1 : undefined)],
    ['first none and then an input', (i: number) => (i === 0 ? undefined : 1)],
  ])('are refused where there is %s', async (_, input) => {
    const prepared = await prepareSubject(logged(false, input).subject);
    await expect(prepared.run(1)).rejects.toThrow(/`beforeEach` sometimes returns an input/);
    await expect(prepared.check(1)).rejects.toThrow(MeasurementError);
  });
});

describe('a function that is only sometimes asynchronous', () => {
  const mixed = (isAsync: (call: number) => boolean): Subject => {
    let call = 0;
    return subject(() => (isAsync(call++) ? Promise.reject(new Error('of nobody')).catch(() => 1) : 1));
  };

  it.each<[string, (call: number) => boolean]>([
    ['the first time only', (call) => call === 0],
    ['every time but the first', (call) => call > 0],
    ['every other time', (call) => call % 2 === 0],
    ['every 16th time', (call) => call % 16 === 3],
    ['every 1000th time', (call) => call % 1000 === 999],
    ['once, in the middle', (call) => call === 700],
  ])('%s is found out', async (_, isAsync) => {
    const prepared = await prepareSubject(mixed(isAsync));
    await expect(prepared.check(1024)).rejects.toThrow(/sometimes returns a promise/);
  });

  it('is found out in whatever pattern, if it shows in the calls that are checked', async () => {
    const pattern = fc.array(fc.boolean(), { minLength: 2, maxLength: 40 }).filter((all) => new Set(all).size > 1);
    await fc.assert(
      fc.asyncProperty(pattern, async (all) => {
        const prepared = await prepareSubject(mixed((call) => all[call % all.length]!));
        await expect(prepared.check(all.length)).rejects.toThrow(MeasurementError);
      }),
    );
  });

  it('is found out while it is timed, where calls are timed alone', async () => {
    const pattern = fc.array(fc.boolean(), { minLength: 2, maxLength: 10 }).filter((all) => new Set(all).size > 1);
    await fc.assert(
      fc.asyncProperty(pattern, async (all) => {
        const prepared = await prepareSubject(mixed((call) => all[call % all.length]!));
        const timed = async () => {
          for (let i = 0; i < all.length; i++) await prepared.run(1);
        };
        await expect(timed()).rejects.toThrow(MeasurementError);
      }),
    );
  });

  it('does not leave a rejection behind that nobody handles', async () => {
    let call = 0;
    const prepared = await prepareSubject(subject(() => (call++ === 0 ? 1 : Promise.reject(new Error('late')))));
    await expect(prepared.run(1)).rejects.toThrow(MeasurementError);
  });
});
