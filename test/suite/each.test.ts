import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { titleOf } from '../../src/suite/each/title.ts';
import { perf } from '../../src/suite/perf.ts';
import { closeRegistry, openRegistry, type Registry, type SuiteCase } from '../../src/suite/registry.ts';

let registry: Registry;
beforeEach(() => {
  registry = openRegistry();
});
afterEach(closeRegistry);

const work = () => 1;
const any = (value: unknown) => value as never;
const names = () => registry.cases.map(({ name }) => name);
const cases = () => registry.cases as readonly SuiteCase[];

describe('titleOf', () => {
  it.each<[string, unknown, string]>([
    ['%s', 'text', 'text'],
    ['%s and %s', ['a', 'b'], 'a and b'],
    ['%s %s', ['only one'], 'only one %s'],
    ['%d %i %f', [1.5, 1.5, '2.5'], '1.5 1 2.5'],
    ['%d', [10n], '10n'],
    ['%j', { a: [1] }, '{"a":[1]}'],
    ['%o %p', [{ b: 1, a: 'x' }, [1]], "{ a: 'x', b: 1 } [ 1 ]"],
    ['%# %$ 100 %%', 'x', '4 5 100 %'],
    ['%s', function quick() {}, 'quick'],
    ['%s', null, 'null'],
    ['$size of $kind.name', { size: 3, kind: { name: 'small' } }, '3 of small'],
    ['$size', [{ size: 3 }, 'more'], '3'],
    ['$missing for $5', { size: 3 }, '$missing for $5'],
    ['$a', { a: '%s $b', b: 1 }, '%s $b'],
    ['nothing', [1], 'nothing'],
  ])('%s of %o is %s', (template, row, title) => {
    expect(titleOf(template, row, 4)).toBe(title);
  });
});

describe('perf.each', () => {
  it('declares a test for each row, in order, with options and in its group', () => {
    perf.group('g', () => perf.each([1, 2])('n = %d', work, { iterations: 7 }));
    expect(names()).toEqual(['g > n = 1', 'g > n = 2']);
    expect(cases().map(({ options }) => options)).toEqual([{ iterations: 7 }, { iterations: 7 }]);
  });

  it('gives the row to the function where there is no setup, and else to setup', () => {
    const rows = [[1, 'a'] as const, [2, 'b'] as const];
    perf.each(rows)('plain %d', ([size]) => size);
    perf.each(rows)('made %d', (text: string) => text.length, { setup: ([size, letter]) => letter.repeat(size) });
    expect(cases().map(({ setup }) => setup!())).toEqual([rows[0], rows[1], 'a', 'bb']);
  });

  it('takes a table as a template literal', () => {
    perf.each`
      size  | word
      ${1}  | ${'one'}
      ${20} | ${'twenty'}
    `('$size is $word', work);
    expect(names()).toEqual(['1 is one', '20 is twenty']);
    expect(cases()[1]!.setup!()).toEqual({ size: 20, word: 'twenty' });
  });

  it('makes a baseline key of each row', () => {
    perf.each(['a', 'b'])('new name %s', work, { baselineKey: 'old name %s' });
    expect(cases().map(({ options }) => options.baselineKey)).toEqual(['old name a', 'old name b']);
  });

  it('exists for comparisons and for groups, whose functions are given the row', () => {
    perf.compare.each([3])('of %d', { baseline: work, candidate: work }, { maxOverheadPercent: 5 });
    perf.group.each([{ n: 1 }, { n: 2 }])('n = $n', ({ n }) => perf(`test ${n}`, work));
    expect(cases().map(({ kind, name }) => [kind, name])).toEqual([
      ['comparison', 'of 3'],
      ['test', 'n = 1 > test 1'],
      ['test', 'n = 2 > test 2'],
    ]);
    expect(cases()[0]!.setup!()).toBe(3);
  });

  it.each<[string, () => void, RegExp]>([
    [
      'no table',
      () => perf.each(any(undefined))('a', work),
      /^perf\.each: the table must be an array of rows, not unde/,
    ],
    ['no rows', () => perf.each([])('a', work), /^perf\.each: the table has no rows/],
    ['equal names', () => perf.each([1, 2])('a', work), /^perf\.each: rows 1 and 2 would both be called "a"\. .*%s/],
    ['a name twice', () => [1, 2].map((n) => perf.each([n])('a', work)), /^Two performance tests are called "a"/],
    ['no name', () => perf.each([1])(any(1), work), /^perf\.each: the name must be a string, not number/],
    ['no function', () => perf.each([1])('a', any(1)), /^perf\("a"\): the second argument must be the function/],
    ['a wrong option', () => perf.each([1])('a', work, any({ iteration: 1 })), /unknown option `iteration`/],
    ['a setup that is none', () => perf.each([1])('a', work, any({ setup: 1 })), /`setup` must be a function/],
    [
      'values one by one',
      () =>
        perf.each([[1, 2]])(
          'a',
          any((_: 1, __: 2) => 1),
        ),
      /takes 2 parameters.*\(\[a, b\]\)/,
    ],
    ['a text for a name', () => perf.each(['x'.repeat(400)])('%s', work), /would have 400 characters/],
    ['unnamed columns', () => perf.each`${1}`('a', work), /^perf\.each: the first line of the table must name/],
    ['half a row', () => perf.each`a | b ${1} ${2} ${3}`('$a', work), /2 columns \(a, b\), and 3 values/],
    ['a group of no function', () => perf.group.each([1])('a', any(1)), /^perf\.group\("a"\): the second/],
  ])('refuses %s', (_, declare, message) => {
    expect(declare).toThrow(message);
  });
});
