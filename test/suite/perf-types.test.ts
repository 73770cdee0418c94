// What the types infer and refuse; `tsc` is what fails here.
import { expect, expectTypeOf, it } from 'vitest';
import { perf } from '../../src/suite/perf.ts';
import { closeRegistry, openRegistry } from '../../src/suite/registry.ts';

const rows = [3, 1, 2];
const makeRows = () => rows;
const makeSet = () => new Set<number>();

function declared(declare: () => void): number {
  const registry = openRegistry();
  declare();
  closeRegistry();
  return registry.cases.length;
}

it('a function is given what setup returns', () => {
  const count = declared(() => {
    perf('nothing', (input) => expectTypeOf(input).toEqualTypeOf<undefined>());
    perf('a value', (input) => expectTypeOf(input).toEqualTypeOf<number[]>(), { setup: makeRows });
    perf('a promise', (input) => expectTypeOf(input).toEqualTypeOf<number[]>(), { setup: async () => rows });
    perf('torn down', (set) => set.size, { setup: makeSet, teardown: (set) => set.clear() });
    perf.compare(
      'two functions',
      { baseline: (input) => input.length, candidate: (input) => expectTypeOf(input).toEqualTypeOf<number[]>() },
      { setup: makeRows },
    );
  });
  expect(count).toBe(5);
});

it('a function is given what `input` makes', () => {
  const count = declared(() => {
    perf('without setup', (text) => expectTypeOf(text).toEqualTypeOf<string>(), { input: () => 'text' });
    perf('a copy', (copy) => copy.sort(), { setup: makeRows, input: (all) => [...all] });
    perf('a promise', (copy) => copy.sort(), { setup: async () => rows, input: async (all) => [...all] });
    perf('another type, which the function names', (text: string) => text.length, {
      setup: makeRows,
      input: (all) => all.join(),
    });
    perf.compare(
      'two functions',
      { baseline: (copy) => copy.sort(), candidate: (copy) => expectTypeOf(copy).toEqualTypeOf<number[]>() },
      { setup: makeRows, input: (all) => all.slice() },
    );
  });
  expect(count).toBe(5);
});

it('beforeEach does not change what a function is given', () => {
  const count = declared(() => {
    perf('a reset', (set) => expectTypeOf(set).toEqualTypeOf<Set<number>>(), {
      setup: makeSet,
      beforeEach: (set) => set.clear(),
    });
    perf('a reset, later', (set) => set.size, { setup: makeSet, beforeEach: async (set) => set.clear() });
    perf('one pair of braces less', () => rows.length, { setup: makeSet, beforeEach: (set) => set.delete(1) });
    perf('with an input', (copy) => copy.sort(), {
      setup: makeRows,
      input: (all) => [...all],
      beforeEach: (all) => all.length,
    });
    perf('of something outside', () => rows.length, {
      beforeEach: () => {
        rows.length = 3;
      },
    });
  });
  expect(count).toBe(5);
});

it('options are checked', () => {
  const count = declared(() => {
    perf('a', () => 1, { iterations: 100, thresholdFactor: 1.2, statisticalMethod: 'robust', baselineKey: 'sqrt' });
    perf.compare('c', { baseline: () => 1, candidate: () => 2 }, { maxOverheadPercent: 20 });
    // @ts-expect-error: the option belongs to perf.compare
    expect(() => perf('b', () => 1, { maxOverheadPercent: 20 })).toThrow();
    // @ts-expect-error: there is no such option
    expect(() => perf('d', () => 1, { iteration: 1 })).toThrow();
    // @ts-expect-error: setup returns numbers
    perf('e', (text: string) => text, { setup: makeRows });
    // @ts-expect-error: a comparison has two functions
    expect(() => perf.compare('f', { baseline: () => 1 })).toThrow();
  });
  expect(count).toBe(3);
});

it('a row is the context, and what setup is given', () => {
  const count = declared(() => {
    perf.each([1, 2])('numbers %d', (n) => expectTypeOf(n).toEqualTypeOf<number>());
    perf.each([
      [1, 'a'],
      [2, 'b'],
    ])('tuples %d', ([n, text]) => expectTypeOf([n, text] as const).toEqualTypeOf<readonly [number, string]>());
    perf.each([{ size: 1 }])('objects $size', (row) => expectTypeOf(row).toEqualTypeOf<{ size: number }>());
    perf.each([1, 2])('made %d', (made: string[]) => made.length, {
      setup: (n) => Array.from({ length: n }, () => 'x'),
      afterEach: (made) => expectTypeOf(made).toEqualTypeOf<string[]>(),
      teardown: (made) => made.length,
    });
    perf.each([1, 2])('prepared %d', (text: string) => text.length, {
      setup: async (n) => n,
      input: (n) => n.toFixed(),
    });
    perf.each`n ${1}`('$n', ({ n }) => n);
    perf.skip.each([1])('skipped %d', (n) => expectTypeOf(n).toEqualTypeOf<number>());
    perf.compare.each([1])(
      'compared %d',
      { baseline: (n) => n, candidate: (n) => expectTypeOf(n).toEqualTypeOf<number>() },
      { maxOverheadPercent: 1 },
    );
    perf.group.each([['x', 1]])('%s', ([name, n]) => {
      expectTypeOf(n).toEqualTypeOf<number>();
      perf(name, () => n);
    });
    // @ts-expect-error: the row is one argument
    expect(() => perf.each([[1, 2]])('spread', (a, b) => a + b)).toThrow();
    // @ts-expect-error: there is no such option
    expect(() => perf.each([1])('option', (n) => n, { iteration: 1 })).toThrow();
  });
  expect(count).toBe(13);
});

it('variants take what perf takes', () => {
  const count = declared(() => {
    perf.skip('a', (input) => expectTypeOf(input).toEqualTypeOf<number[]>(), { setup: makeRows });
    perf.only('b', (copy) => expectTypeOf(copy).toEqualTypeOf<string>(), { input: () => 'text' });
    perf.skipIf(true)('c', (set) => set.size, { setup: makeSet, afterEach: (set) => set.clear() });
    perf.todo('d');
    // @ts-expect-error: it takes a name alone
    expect(() => perf.todo('e', () => 1)).toThrow();
    // @ts-expect-error: there is no such thing
    expect(() => perf.concurrent).toThrow();
  });
  expect(count).toBe(4);
});
