import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { perf } from '../../src/suite/perf.ts';
import { closeRegistry, openRegistry, type Registry } from '../../src/suite/registry.ts';
import { builtModule } from '../measure/processes/built.ts';

let registry: Registry;
beforeEach(() => {
  registry = openRegistry();
});
afterEach(closeRegistry);

const work = () => 1;
const names = () => registry.cases.map(({ name }) => name);
const any = (value: unknown) => value as never;

describe('perf', () => {
  it('declares a test with its options and preparation', () => {
    const hooks = { setup: () => 1, input: () => 4, beforeEach: () => 2, afterEach: () => 5, teardown: () => 3 };
    perf('a', work, { iterations: 7, baselineKey: 'key', ...hooks });
    expect(registry.cases).toEqual([
      {
        kind: 'test',
        name: 'a',
        options: { iterations: 7, baselineKey: 'key' },
        sides: { candidate: work },
        ...hooks,
        scopes: registry.scopes,
      },
    ]);
  });

  it('needs nothing but a name and a function', () => {
    perf('a', work);
    expect(registry.cases[0]).toMatchObject({
      options: {},
      setup: null,
      input: null,
      beforeEach: null,
      teardown: null,
    });
  });

  it.each([
    ['no name', () => perf(any(undefined), work), /^perf: the name must be a string, not undefined\.$/],
    ['null for a name', () => perf(any(null), work), /not null/],
    ['a function for a name', () => perf(any(work), work), /not function/],
    ['an empty name', () => perf('', work), /must not be empty/],
    ['a blank name', () => perf(' \t', work), /must not be empty/],
    ['no function', () => perf('a', any(undefined)), /^perf\("a"\): the second argument must be the function/],
    ['options before the function', () => perf('a', any({}), any(work)), /second argument must be the function/],
    ['null for options', () => perf('a', work, any(null)), /the options must be an object, not null/],
    ['an array for options', () => perf('a', work, any([1])), /must be an object, not \[ 1 \]/],
    ['a function for options', () => perf('a', work, any(work)), /must be an object, not \[Function/],
    ['a big integer for options', () => perf('a', work, any(1n)), /must be an object, not 1n/],
    ['an option of comparisons', () => perf('a', work, any({ maxOverheadPercent: 1 })), /belongs to perf\.compare/],
    ['a generator function', () => perf('a', function* () {}), /^perf\("a"\): the function is a generator function/],
    ['an asynchronous one', () => perf('a', async function* () {}), /is a generator function/],
    ['one as a baseline', () => perf.compare('a', { baseline: function* () {}, candidate: work }), /is a generator/],
    ['one as a candidate', () => perf.compare('a', { baseline: work, candidate: function* () {} }), /is a generator/],
  ])('refuses %s', (_, declare, message) => {
    expect(declare).toThrow(UsageError);
    expect(declare).toThrow(message);
    expect(registry.cases).toEqual([]);
  });

  it('refuses a second test of one name, but not one of the same name in a group', () => {
    perf('a', work);
    perf.group('g', () => perf('a', work));
    expect(() => perf('a', work)).toThrow(/Two performance tests are called "a"\./);
    expect(() => perf.group('g', () => perf('a', work))).toThrow(/called "g > a"/);
    expect(names()).toEqual(['a', 'g > a']);
  });
});

describe('perf.compare', () => {
  it('declares both sides', () => {
    const sides = { baseline: () => 1, candidate: () => 2 };
    perf.compare('c', sides, { maxOverheadPercent: 5, processes: 2 });
    expect(registry.cases).toMatchObject([
      { kind: 'comparison', name: 'c', sides, options: { maxOverheadPercent: 5, processes: 2 } },
    ]);
  });

  it.each([
    ['no functions', any(undefined)],
    ['null', any(null)],
    ['one function', any({ candidate: work })],
    ['something else', any({ baseline: 1, candidate: work })],
  ])('refuses %s', (_, functions) => {
    expect(() => perf.compare('c', functions)).toThrow(/^perf\.compare\("c"\): .*two functions/);
  });

  it('refuses an empty name', () => {
    expect(() => perf.compare('', { baseline: work, candidate: work })).toThrow(/^perf\.compare: the name/);
  });
});

describe('perf.group', () => {
  it('puts its name before those of the tests in it, however deep', () => {
    perf.group('outer', () => {
      perf('a', work);
      perf.group('inner', () => perf.compare('b', { baseline: work, candidate: work }));
      perf('c', work);
    });
    perf('d', work);
    expect(names()).toEqual(['outer > a', 'outer > inner > b', 'outer > c', 'd']);
  });

  it('ends with its function, also where that throws', () => {
    const broken = () => {
      throw new RangeError('no');
    };
    expect(() => perf.group('g', broken)).toThrow(RangeError);
    perf('a', work);
    expect(names()).toEqual(['a']);
  });

  it.each([
    ['no name', () => perf.group(any(7), () => undefined), /^perf\.group: the name must be a string, not number/],
    ['no function', () => perf.group('g', any('x')), /^perf\.group\("g"\): the second argument must be a function/],
    ['an asynchronous function', () => perf.group('g', async () => undefined), /must not be asynchronous/],
    ['one that fails later', () => perf.group('g', () => Promise.reject(new Error('x'))), /must not be asynchronous/],
  ])('refuses %s', (_, declare, message) => {
    expect(declare).toThrow(message);
  });
});

describe('hooks', () => {
  it('belong to the file or the group that they stand in', () => {
    const [a, b, c, d] = [() => 'a', () => 'b', () => 'c', () => 'd'];
    perf.beforeAll(a);
    perf.group('g', () => {
      perf('t', work);
      perf.beforeAll(b);
      perf.afterAll(c);
    });
    perf.afterAll(d);
    perf('u', work);
    const file = { name: null, beforeAll: [a], afterAll: [d] };
    expect(registry.cases.map((declared) => 'scopes' in declared && declared.scopes)).toEqual([
      [file, { name: 'g', beforeAll: [b], afterAll: [c] }],
      [file],
    ]);
  });

  it('must be functions', () => {
    expect(() => perf.beforeAll(any(undefined))).toThrow(/^perf\.beforeAll: the argument must be a function/);
    expect(() => perf.afterAll(any({}))).toThrow(/^perf\.afterAll: the argument must be a function/);
  });
});

describe('outside of a performance file', () => {
  const calls = {
    perf: () => perf('a', work),
    compare: () => perf.compare('a', { baseline: work, candidate: work }),
    group: () => perf.group('a', work),
    beforeAll: () => perf.beforeAll(work),
    afterAll: () => perf.afterAll(work),
  };

  it.each(Object.entries(calls))('%s says that it came too late', (_, call) => {
    closeRegistry();
    expect(call).toThrow(/after the performance file had loaded/);
  });

  it.each(Object.entries(calls))('%s says how to run the file', (_, call) => {
    Reflect.deleteProperty(globalThis, Symbol.for('evenkeel.registry'));
    expect(call).toThrow(/outside `evenkeel run`.*npx evenkeel run/);
  });
});

it('declares for the command also where the file found another copy of the package', async () => {
  const other = (await import(builtModule('suite/perf.js'))) as { perf: typeof perf };
  expect(other.perf).not.toBe(perf);
  other.perf('from elsewhere', work);
  expect(names()).toEqual(['from elsewhere']);
});
