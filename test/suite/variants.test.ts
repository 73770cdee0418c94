import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { perf } from '../../src/suite/perf.ts';
import { closeRegistry, openRegistry, type Registry } from '../../src/suite/registry.ts';

let registry: Registry;
beforeEach(() => {
  registry = openRegistry();
});
afterEach(closeRegistry);

const work = () => 1;
const both = { baseline: work, candidate: work };
const any = (value: unknown) => value as never;
const marks = () => Object.fromEntries(registry.cases.map(({ name, mark }) => [name, mark]));

describe('marks', () => {
  it('belong to the tests that are declared with them', () => {
    perf('a', work);
    perf.skip('b', work, { iterations: 3 });
    perf.only('c', work);
    perf.todo('d');
    perf.compare.skip('e', both);
    perf.compare.only('f', both);
    perf.compare.todo('g');
    perf.skip.each([1, 2])('h%d', work);
    perf.only.each([1])('i%d', work);
    expect(marks()).toEqual({
      a: undefined,
      b: 'skip',
      c: 'only',
      d: 'todo',
      e: 'skip',
      f: 'only',
      g: 'todo',
      h1: 'skip',
      h2: 'skip',
      i1: 'only',
    });
    expect(registry.cases[1]!.options).toEqual({ iterations: 3 });
    expect(registry.cases[6]!.kind).toBe('comparison');
  });

  it('of a group hold for all of its tests; skip is stronger than only', () => {
    perf.group.skip('s', () => {
      perf('a', work);
      perf.only('b', work);
      perf.todo('c');
      perf.group('inner', () => perf('d', work));
    });
    perf.group.only('o', () => {
      perf('a', work);
      perf.skip('b', work);
    });
    perf.group.todo('t');
    perf.group.skip.each([1])('e%d', () => perf('a', work));
    perf('after', work);
    expect(marks()).toEqual({
      's > a': 'skip',
      's > b': 'skip',
      's > c': 'todo',
      's > inner > d': 'skip',
      'o > a': 'only',
      'o > b': 'skip',
      t: 'todo',
      'e1 > a': 'skip',
      after: undefined,
    });
  });

  it('may depend on a condition', () => {
    perf.skipIf(true)('a', work);
    perf.skipIf(0)('b', work);
    perf.runIf('x')('c', work);
    perf.runIf(undefined)('d', work);
    perf.runIf(false).each([1])('e%d', work);
    perf.group.skipIf(true)('g', () => perf('a', work));
    perf.compare.runIf(false)('f', both);
    expect(marks()).toEqual({
      a: 'skip',
      b: undefined,
      c: undefined,
      d: 'skip',
      e1: 'skip',
      'g > a': 'skip',
      f: 'skip',
    });
  });

  it.each<[string, () => void, RegExp]>([
    [
      'a skipped test without a function',
      () => perf.skip('a', any(undefined)),
      /^perf\.skip\("a"\): the second .*perf\.todo\("a"\)/,
    ],
    ['a wrong option of a skipped test', () => perf.skip('a', work, any({ iteration: 1 })), /unknown option/],
    [
      'a function of what is still to be written',
      () => Reflect.apply(perf.todo, null, ['a', work]),
      /^perf\.todo\("a"\) takes a name alone.*perf\.skip\./,
    ],
    ['nothing to write', () => perf.todo(''), /^perf\.todo: the name must not be empty/],
    ['a name twice', () => [perf.todo('a'), perf.skip('a', work)], /^Two performance tests are called "a"/],
    [
      'a comparison of one function',
      () => perf.compare.only('a', any({ baseline: work })),
      /^perf\.compare\.only\("a"\)/,
    ],
  ])('refuses %s', (_, declare, message) => {
    expect(declare).toThrow(UsageError);
    registry.cases.length = 0;
    expect(declare).toThrow(message);
  });
});

describe('what there is not', () => {
  const of = (path: string) => path.split('.').reduce((object, key) => Reflect.get(object, key), perf as object);

  it.each([
    ['concurrent', 'There is no perf.concurrent: tests are measured one at a time, because'],
    ['describe', 'There is no perf.describe: perf.group puts tests under a common name.'],
    ['it', 'There is no perf.it: perf itself declares a test'],
    ['fails', 'There is no perf.fails: a test that throws cannot be measured.'],
    ['beforeEach', 'There is no perf.beforeEach: perf.beforeAll runs before each test'],
    ['afterEach', 'There is no perf.afterEach: perf.afterAll runs after each test'],
    ['onyl', 'There is no perf.onyl; did you mean perf.only?'],
    ['group.eahc', 'There is no perf.group.eahc; did you mean perf.group.each?'],
    ['skip.measure', 'There is no perf.skip.measure; there is perf.skip.each.'],
    ['compare.beforeAll', 'There is no perf.compare.beforeAll; there are perf.compare.skip, '],
  ])('%s is said in words', (path, message) => {
    expect(() => of(path)).toThrow(UsageError);
    expect(() => of(path)).toThrow(message);
  });

  it('can still be printed, awaited and asked for', async () => {
    expect(inspect(perf)).toContain('Function');
    expect(await perf).toBe(perf);
    expect('concurrent' in perf).toBe(false);
    expect(String(perf)).toContain('function');
    expect(JSON.stringify({ perf })).toBe('{}');
  });
});
