import { createHook } from 'node:async_hooks';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MeasurementError, UsageError } from '../../src/errors.ts';
import { prepareSubject, type Subject } from '../../src/measure/subject.ts';

const subject = (fn: Subject['fn'], over: Partial<Subject> = {}): Subject => ({
  fn,
  context: undefined,
  input: null,
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

describe('what is measured is not the work', () => {
  const rows = () => [1, 2, 3];
  it.each<[string, Subject['fn'], RegExp]>([
    ['a generator function', function* () {}, /^The test cannot be measured: the function is a generator function/],
    ['an asynchronous generator function', async function* () {}, /is a generator function/],
    ['a function that returns a generator', () => (function* () {})(), /returns an iterator/],
    ['one that returns an asynchronous generator', () => (async function* () {})(), /returns an iterator/],
    ['one that answers one later', async () => (function* () {})(), /returns an iterator/],
    ['one that returns the iterator of an array', () => rows().values(), /returns an iterator/],
    ['one that returns the iterator of a map', () => new Map().entries(), /returns an iterator/],
    ['one that returns matches', () => 'a'.matchAll(/a/g), /returns an iterator/],
    ['one that returns several', () => [rows().values(), rows().keys()], /returns an iterator/],
    ['one that returns promises', () => rows().map(async () => 1), /array of promises/],
  ])('is refused: %s', async (_, fn, message) => {
    await expect(prepareSubject(subject(fn))).rejects.toThrow(UsageError);
    await expect(prepareSubject(subject(fn))).rejects.toThrow(message);
  });

  const lexer = { rest: 'text', next: () => 1, [Symbol.iterator]: () => rows().values() };
  const throwing = {
    next: () => 1,
    rest: 'text',
    get [Symbol.iterator](): never {
      throw new Error('not to be read');
    },
  };
  const DONE = [
    { pid: 1, exitCode: 0, signalCode: null, kill: () => true },
    { threadId: -1, terminate: () => 1 },
    { promise: Promise.resolve(1), resolve: () => 1 },
    [rows, 1],
  ];
  it('is not said of plain values, nor of what iterates over something else', async () => {
    for (const value of [
      rows(),
      new Map(),
      new Set(),
      'text',
      { next: rows, rest: 'text' },
      lexer,
      throwing,
      Buffer.alloc(1),
      ...DONE,
    ]) {
      expect((await prepareSubject(subject(() => value))).hints).toEqual([]);
    }
  });

  it.each<[string, unknown]>([
    ['returns_function', () => 1],
    ['returns_function', [() => 1, () => 2]],
    ['returns_function', new Map([['first', () => 1]])],
    ['returns_function', { where: () => 1, execute: () => 1 }],
    ['returns_promises', { first: Promise.resolve(1), second: 2 }],
    ['returns_promises', new Map([['first', Promise.resolve(1)]])],
    ['returns_promises', [[Promise.resolve(1)], 2]],
    ['returns_running', { pid: 1, exitCode: null, signalCode: null, kill: () => true }],
    ['returns_running', { threadId: 1, terminate: () => 1 }],
    ['returns_running', { setNoDelay: () => 1, end: () => 1, reusedSocket: false, res: null }],
    ['returns_stream', Readable.from(['a'])],
    ['returns_stream', { rows: rows().values() }],
    ['returns_stream', { pages: [rows().values()], count: 1 }],
    ['returns_observable', { subscribe: () => 1, pipe: () => 1 }],
  ])('is possible, as a hint: %s', async (kind, value) => {
    expect((await prepareSubject(subject(() => value))).hints).toEqual([{ kind }]);
  });
});

describe('input', () => {
  function logged(isAsync: boolean, input: (i: number) => unknown) {
    const log: string[] = [];
    let count = 0;
    const makeInput = (context: unknown) => {
      const next = input(count++);
      log.push(`prepare ${context}`);
      return isAsync ? Promise.resolve(next) : next;
    };
    return { log, subject: subject((given) => log.push(`call ${given}`), { context: 'c', input: makeInput }) };
  }

  it.each([false, true])('is prepared for a batch before it is timed (asynchronously: %s)', async (isAsync) => {
    const { log, subject } = logged(isAsync, (i) => `input ${i}`);
    const prepared = await prepareSubject(subject);
    expect(prepared.canBatch).toBe(true);
    await prepared.run(2);
    expect(log).toEqual(['prepare c', 'call input 0', 'prepare c', 'prepare c', 'call input 1', 'call input 2']);
  });

  it.each([null, 0, false, ''])('may be %o', async (value) => {
    const { log, subject } = logged(false, () => value);
    const prepared = await prepareSubject(subject);
    await prepared.run(1);
    await prepared.check(1);
    expect(log).toEqual(Array.from({ length: 3 }, () => ['prepare c', `call ${value}`]).flat());
  });

  it.each([0, 1])('is refused where it is nothing (call %i)', async (call) => {
    const preparing = prepareSubject(logged(false, (i) => (i === call ? undefined : 1)).subject);
    if (call === 0) return expect(preparing).rejects.toThrow(/`input` returned nothing/);
    await expect((await preparing).run(1)).rejects.toThrow(/`beforeEach`/);
  });
});

describe('beforeEach', () => {
  const clears = (value: unknown) => {
    const log: string[] = [];
    const reset = (context: unknown) => {
      log.push(`reset ${context}`);
      return value;
    };
    return { log, reset };
  };

  // The mistake of one pair of braces: `() => cache.delete('k')`.
  it.each([undefined, true, 7, 'text', {}, Promise.resolve(false)])(
    'runs right before every call, whatever it returns: %o',
    async (value) => {
      const { log, reset } = clears(value);
      const prepared = await prepareSubject(subject(() => log.push('call'), { context: 'c', beforeEach: reset }));
      expect(prepared.canBatch).toBe(false);
      await prepared.run(3);
      await prepared.check(1);
      expect(log).toEqual(Array.from({ length: 5 }, () => ['reset c', 'call']).flat());
    },
  );

  it('does not change what the function is given', async () => {
    const { log, reset } = clears(undefined);
    const fn = (given: unknown) => log.push(`call ${given}`);
    await (await prepareSubject(subject(fn, { context: 'c', beforeEach: reset }))).run(1);
    expect(log).toEqual(['reset c', 'call c', 'reset c', 'call c']);
  });

  it('may return the context, as a method that can be chained does', async () => {
    const set = new Set([1]);
    const fn = (given: unknown) => (given as Set<number>).size;
    await (await prepareSubject(subject(fn, { context: set, beforeEach: () => set.add(1) }))).run(1);
  });

  it.each<[string, Subject['fn']]>([
    ['a parameter', (given) => given],
    ['one with a default', (given = 1) => given],
    ['all of them', (...given) => given],
    [
      'arguments',
      function () {
        // biome-ignore lint/complexity/noArguments: what is tested.
        return arguments.length;
      },
    ],
    ['nobody knows what', (Array.of as Subject['fn']).bind(null)],
  ])('is refused where it returns a value that the function could expect: %s', async (_, fn) => {
    const preparing = prepareSubject(subject(fn, { context: [1], beforeEach: () => [1] }));
    await expect(preparing).rejects.toThrow(/`beforeEach` returned a value.*`input`/);
  });

  it('resets for each call after its input was made', async () => {
    const { log, reset } = clears('of no interest');
    const input = () => log.push('input');
    const fn = (given: unknown) => log.push(`call ${given}`);
    const prepared = await prepareSubject(subject(fn, { context: 'c', input, beforeEach: reset }));
    await prepared.run(2);
    expect(prepared.canBatch).toBe(false);
    expect(log).toEqual([1, 4, 7].flatMap((at) => ['input', 'reset c', `call ${at}`]));
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

it('waits for nothing between calls that have no hooks: a batch may be millions of them', async () => {
  const prepared = await prepareSubject(subject(() => 1));
  let promises = 0;
  const hook = createHook({
    init: (_id, type) => {
      if (type === 'PROMISE') promises++;
    },
  }).enable();
  try {
    await prepared.check(10_000);
    await prepared.run(10_000);
  } finally {
    hook.disable();
  }
  expect(promises).toBeLessThan(100);
});
