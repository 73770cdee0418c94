import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { perf } from '../../src/suite/perf.ts';
import { closeRegistry, openRegistry, type Registry } from '../../src/suite/registry.ts';

let registry: Registry;
beforeEach(() => {
  registry = openRegistry();
});
afterEach(closeRegistry);

const rows = { unit: 'rows', better: 'lower' } as const;
const one = () => 1;
const any = (value: unknown) => value as never;
const declared = () => registry.cases.map(({ name, mark }) => [name, mark ?? 'run']);

describe('perf.metric', () => {
  it('declares what its function returns, with the options and preparation of a test', () => {
    const setup = () => 4;
    perf.metric('rows read', { ...rows, scatter: 'counted', setup, processes: 3, baselineKey: 'rows' }, one);
    expect(registry.cases).toEqual([
      {
        kind: 'metric',
        metric: { name: 'value', unit: 'rows', better: 'lower', scatter: 'counted' },
        name: 'rows read',
        options: { processes: 3, baselineKey: 'rows' },
        sides: { candidate: one },
        setup,
        input: null,
        beforeEach: null,
        afterEach: null,
        teardown: null,
        scopes: registry.scopes,
      },
    ]);
  });

  it('takes figures to scatter unless it is told otherwise', () => {
    perf.metric('rate', { unit: '', better: 'higher' }, async () => 1);
    expect(registry.cases[0]).toMatchObject({ metric: { unit: '', better: 'higher', scatter: 'sampled' } });
  });

  it('has the variants of a test, in groups as well', () => {
    perf.group('g', () => perf.metric.skip('a', rows, one));
    perf.metric.only('b', rows, one);
    perf.metric.todo('c');
    perf.metric.skipIf(true)('d', rows, one);
    perf.metric.runIf(true)('e', rows, one);
    expect(declared()).toEqual([
      ['g > a', 'skip'],
      ['b', 'only'],
      ['c', 'todo'],
      ['d', 'skip'],
      ['e', 'run'],
    ]);
    expect(registry.cases.every(({ kind }) => kind === 'metric')).toBe(true);
  });

  it('declares one for each row, which the function is given', async () => {
    perf.metric.each([{ size: 'small', count: 3 }])(
      'rows of $size',
      { ...rows, baselineKey: 'key-$size' },
      ({ count }) => count,
    );
    perf.metric.each([7])('%d times', { ...rows, setup: (row) => String(row) }, (text: string) => text.length);
    expect(declared().map(([name]) => name)).toEqual(['rows of small', '7 times']);
    expect(registry.cases[0]!.options.baselineKey).toBe('key-small');
    const [first, second] = registry.cases.map((each) => 'setup' in each && each.setup?.());
    expect([first, second]).toEqual([{ size: 'small', count: 3 }, '7']);
  });

  it.each([
    [
      'no options',
      () => perf.metric('a', any(one), any(undefined)),
      /^perf\.metric\("a"\): the options come before the function/,
    ],
    [
      'no function',
      () => perf.metric('a', rows, any(undefined)),
      /third argument must be the function that returns the number/,
    ],
    ['null for options', () => perf.metric('a', any(null), one), /the options must be an object, such as .* not null/],
    ['no unit', () => perf.metric('a', any({ better: 'lower' }), one), /`unit` must be a string .* not undefined/],
    [
      'a unit with a line break',
      () => perf.metric('a', { ...rows, unit: 'a\nb' }, one),
      /`unit` must be .* without control/,
    ],
    ['half a character for a unit', () => perf.metric('a', { ...rows, unit: '\ud800' }, one), /`unit` must be/],
    [
      'no direction',
      () => perf.metric('a', any({ unit: '' }), one),
      /`better` must be one of 'lower', 'higher', which .* not undefined/,
    ],
    [
      'no scatter that there is',
      () => perf.metric('a', any({ ...rows, scatter: 'none' }), one),
      /`scatter` must be one of 'sampled', 'counted', 'single', not 'none'/,
    ],
    [
      'what has no say',
      () => perf.metric('a', { ...rows, scatter: 'single', processes: 2 }, one),
      /`processes` has no say/,
    ],
    ['an option that there is not', () => perf.metric('a', any({ ...rows, units: 1 }), one), /unknown option `units`/],
    [
      'an option of comparisons',
      () => perf.metric('a', any({ ...rows, maxOverheadPercent: 1 }), one),
      /belongs to perf\.compare/,
    ],
    [
      'a generator function',
      () =>
        perf.metric(
          'a',
          rows,
          any(function* () {}),
        ),
      /is a generator function/,
    ],
    ['no name', () => perf.metric(any(1), rows, one), /^perf\.metric: the name must be a string/],
    [
      'rows one by one',
      () =>
        perf.metric.each([[1, 2]])(
          '%d',
          rows,
          any((a: number, b: number) => a + b),
        ),
      /\(\[a, b\]\) => …/,
    ],
    [
      'rows without options',
      () => perf.metric.each([1])('%d', any(one), any(undefined)),
      /options come before the function/,
    ],
  ])('refuses %s', (_, declare, message) => {
    expect(declare).toThrow(UsageError);
    expect(declare).toThrow(message);
    expect(registry.cases).toEqual([]);
  });

  it('tells all that is wrong with the options of a metric at once', () => {
    expect(() => perf.metric('a', any({}), one)).toThrow(/`unit` .* `better` /);
  });
});
