import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import type { Declaration } from '../../../src/integrations/shared/declaration.ts';
import { performanceTestOf } from '../../../src/integrations/shared/performance-test.ts';

/** A runner that only keeps what it is told. */
function runner() {
  const told: [string, Declaration | string][] = [];
  const way = (name: string) => (declaration: Declaration | string) => void told.push([name, declaration]);
  return {
    told,
    performanceTest: performanceTestOf({ run: way('run'), only: way('only'), skip: way('skip'), todo: way('todo') }),
  };
}

const fn = (row?: unknown) => row;

describe('performanceTest', () => {
  it('declares in each of the ways', () => {
    const { told, performanceTest } = runner();
    performanceTest('a', fn);
    performanceTest.only('b', { iterations: 3 }, fn);
    performanceTest.skip('c', fn);
    performanceTest.skipIf(1)('d', fn);
    performanceTest.skipIf(0)('e', fn);
    performanceTest.runIf(1)('f', fn);
    performanceTest.runIf(0)('g', fn);
    performanceTest.todo('h');
    expect(
      told.map(([way, declaration]) => [way, typeof declaration === 'string' ? declaration : declaration.name]),
    ).toEqual([
      ['run', 'a'],
      ['only', 'b'],
      ['skip', 'c'],
      ['skip', 'd'],
      ['run', 'e'],
      ['run', 'f'],
      ['skip', 'g'],
      ['todo', 'h'],
    ]);
    expect(told[1]![1]).toEqual({ name: 'b', options: { iterations: 3 }, fn });
  });

  it('declares a test for each row, with a name and a key of its own', () => {
    const { told, performanceTest } = runner();
    const rows = [{ size: 1 }, { size: 2 }];
    performanceTest.only.each(rows)('sorts $size', { baselineKey: 'key %#' }, fn);
    expect(told).toEqual([
      ['only', { name: 'sorts 1', options: { baselineKey: 'key 0' }, fn, row: rows[0] }],
      ['only', { name: 'sorts 2', options: { baselineKey: 'key 1' }, fn, row: rows[1] }],
    ]);
  });

  it.each<[string, (performanceTest: ReturnType<typeof runner>['performanceTest']) => unknown, RegExp]>([
    [
      'a table that is none',
      (test) => test.each({} as never)('a', fn),
      /^performanceTest\.each: the table must be an array/,
    ],
    ['rows of one name', (test) => test.each([1, 2])('a', fn), /rows 1 and 2 would both be called "a"/],
    [
      'a function of several parameters',
      (test) => test.each([[1, 2]])('%d', ((a: number, b: number) => a + b) as never),
      /takes 2 parameters/,
    ],
    [
      'a todo with a function',
      (test) => (test.todo as (...args: unknown[]) => void)('a', fn),
      /^performanceTest\.todo\('a'\) takes a name alone/,
    ],
    ['a todo without a name', (test) => test.todo(''), /the name must be a string that is not empty/],
    [
      'what other runners have',
      (test) => (test as never as { concurrent: unknown }).concurrent,
      /^There is no performanceTest\.concurrent: tests are measured one at a time/,
    ],
    [
      'what is misspelt',
      (test) => (test as never as { skipif: unknown }).skipif,
      /did you mean performanceTest\.skipIf\?$/,
    ],
  ])('refuses %s', (_, declare, message) => {
    const { performanceTest } = runner();
    expect(() => declare(performanceTest)).toThrow(UsageError);
    expect(() => declare(performanceTest)).toThrow(message);
  });
});
