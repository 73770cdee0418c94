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
