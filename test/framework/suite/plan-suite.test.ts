import { describe, expect, it } from 'vitest';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import {
  baselineKeyOf,
  type PlanSuiteOptions,
  planSuite,
  refuseOnlyInCi,
} from '../../../src/framework/suite/plan-suite.ts';
import type { CollectedFile } from '../../../src/measure/processes/collect-tests.ts';
import type { TestMark, TestOptions } from '../../../src/model/suite.ts';

type Tests = Readonly<Record<string, TestOptions>>;

function file(name: string, tests: Tests): CollectedFile {
  const path = `/project/${name}`;
  return {
    file: { path, name },
    load: { file: path, loader: 'node', cacheDirectory: null },
    tests: Object.entries(tests).map(([test, options]) => ({ kind: 'test', name: test, options })),
  };
}

function plan(files: readonly CollectedFile[], options: Partial<PlanSuiteOptions> = {}) {
  return planSuite(files, { config: new PerformanceConfig(), isCI: false, overrides: {}, filter: null, ...options });
}

describe('planSuite', () => {
  it('plans every test of every file, in order', () => {
    const { tests, failures, filteredOut } = plan([
      file('a.perf.ts', { one: {}, two: {} }),
      file('b.perf.ts', { three: {} }),
    ]);
    expect(tests.map((test) => [test.file, test.declaration.name])).toEqual([
      ['a.perf.ts', 'one'],
      ['a.perf.ts', 'two'],
      ['b.perf.ts', 'three'],
    ]);
    expect(tests[0]!.plan.iterations).toBe(100);
    expect({ failures, filteredOut }).toEqual({ failures: [], filteredOut: 0 });
  });

  it('lets overrides and CI have their say', () => {
    const [test] = plan([file('a.perf.ts', { one: { timeLimit: 10 } })], {
      isCI: true,
      overrides: { processes: 2 },
    }).tests;
    expect(test!.plan).toMatchObject({ processes: 2, timeLimit: 20 });
  });

  it.each([
    ['pars', ['parse', 'a > PARSER']],
    ['PARSE', ['parse', 'a > PARSER']],
    [' > ', ['a > PARSER']],
    ['nothing', []],
  ])('filters by a part of the name, whatever the case: %s', (filter, names) => {
    const { tests, filteredOut } = plan([file('a.perf.ts', { parse: {}, print: {}, 'a > PARSER': {} })], { filter });
    expect(tests.map(({ declaration }) => declaration.name)).toEqual(names);
    expect(filteredOut).toBe(3 - names.length);
  });

  it('fails a test under whose name nothing can be stored, and that test alone', () => {
    const { tests, failures } = plan([
      file('a.perf.ts', {
        'half \ud83d': {},
        'a\0b': {},
        'c\0': { baselineKey: 'c' },
        d: { baselineKey: '\udc00' },
        '🚀': {},
      }),
    ]);
    expect(tests.map(({ declaration }) => declaration.name)).toEqual(['c\0', '🚀']);
    expect(failures.map(({ testName, reason }) => [testName, reason])).toEqual([
      ['half \ud83d', 'invalid_file'],
      ['a\0b', 'invalid_file'],
      ['d', 'invalid_file'],
    ]);
    expect(failures[1]!.message).toBe(
      'No baseline can be stored under "a\\u0000b": it has a NUL or half of a surrogate pair in it. Leave it out of the name.',
    );
  });

  it('fails the second test of a name, also where a filter leaves it out', () => {
    const files = [file('a.perf.ts', { parse: {} }), file('b.perf.ts', { parse: {}, print: {} })];
    const { tests, failures } = plan(files, { filter: 'print' });
    expect(tests.map(({ declaration }) => declaration.name)).toEqual(['print']);
    expect(failures).toEqual([
      {
        testName: 'parse',
        file: 'b.perf.ts',
        reason: 'invalid_file',
        message:
          'The baseline "parse" belongs to a test in a.perf.ts already. Give this test another name, or its own `baselineKey`.',
        stack: null,
      },
    ]);
  });

  it('fails a test that wants the baseline of another, and lets equal names with different ones be', () => {
    const shared = [file('a.perf.ts', { parse: { baselineKey: 'x' } }), file('b.perf.ts', { x: {} })];
    expect(plan(shared).failures[0]!.message).toMatch(/^The baseline "x" belongs to "parse" in a\.perf\.ts already\./);
    const apart = [file('a.perf.ts', { parse: {} }), file('b.perf.ts', { parse: { baselineKey: 'parse of b' } })];
    expect(plan(apart).failures).toEqual([]);
    expect(plan(apart).tests.map(baselineKeyOf)).toEqual(['parse', 'parse of b']);
  });

  it('hands on why a file could not be loaded', () => {
    const failure = { testName: null, file: 'c.perf.ts', reason: 'invalid_file', message: 'no', stack: null } as const;
    const broken: CollectedFile = { file: { path: '/project/c.perf.ts', name: 'c.perf.ts' }, failure };
    const { tests, failures } = plan([broken, file('a.perf.ts', { parse: {} })]);
    expect(failures).toEqual([failure]);
    expect(tests).toHaveLength(1);
  });
});

describe('marked tests', () => {
  type Marks = Readonly<Record<string, TestMark | null>>;
  const marked = (name: string, marks: Marks): CollectedFile => {
    const collected = file(name, {});
    if ('failure' in collected) throw new Error('not of a failure');
    const tests = Object.entries(marks).map(([test, mark]) => {
      return { kind: 'test', name: test, options: {}, ...(mark && { mark }) } as const;
    });
    return { ...collected, tests };
  };
  const namesIn = ({ tests, skipped }: ReturnType<typeof plan>) => ({
    tests: tests.map(({ declaration }) => declaration.name),
    skipped: skipped.map(({ testName, reason }) => [testName, reason]),
  });

  it('are left out, and said', () => {
    const found = plan([marked('a.perf.ts', { one: null, two: 'skip', three: 'todo' })]);
    expect(namesIn(found)).toEqual({
      tests: ['one'],
      skipped: [
        ['two', 'skip'],
        ['three', 'todo'],
      ],
    });
    expect(found.skipped[0]).toEqual({
      testName: 'two',
      file: 'a.perf.ts',
      reason: 'skip',
      message: 'Skipped by its file (perf.skip). Its baseline is kept.',
    });
  });

  it('with only, are all that is measured of their file, and of no other', () => {
    const files = [
      marked('a.perf.ts', { one: null, two: 'only', three: 'only', four: 'skip' }),
      marked('b.perf.ts', { five: null }),
    ];
    expect(namesIn(plan(files))).toEqual({
      tests: ['two', 'three', 'five'],
      skipped: [
        ['one', 'only'],
        ['four', 'skip'],
      ],
    });
  });

  it('are filtered as others are', () => {
    const files = [marked('a.perf.ts', { 'parse a': 'skip', 'print a': 'skip', 'print b': null })];
    expect(namesIn(plan(files, { filter: 'parse' }))).toEqual({ tests: [], skipped: [['parse a', 'skip']] });
    expect(plan(files, { filter: 'parse' }).filteredOut).toBe(2);
    expect(namesIn(plan(files, { only: ['print a'] }))).toEqual({ tests: [], skipped: [['print a', 'skip']] });
  });

  it('keep their baselines from others, unless they are still to be written', () => {
    const clash = plan([marked('a.perf.ts', { one: 'skip' }), marked('b.perf.ts', { one: null })]);
    expect(clash.failures[0]!.message).toMatch(/belongs to a test in a\.perf\.ts already/);
    expect(namesIn(plan([marked('a.perf.ts', { one: 'todo' }), marked('b.perf.ts', { one: null })]))).toEqual({
      tests: ['one'],
      skipped: [['one', 'todo']],
    });
  });

  it('with only, are refused in CI, each by its name and file', () => {
    const files = [
      marked('a.perf.ts', { one: null, two: 'only' }),
      marked('b.perf.ts', { three: 'only', four: 'skip' }),
    ];
    expect(() => refuseOnlyInCi(files)).toThrow(
      'perf.only is refused in CI, because the other tests of the file would not be measured: "two" in a.perf.ts, "three" in b.perf.ts. Take `.only` away.',
    );
    expect(() => refuseOnlyInCi([marked('a.perf.ts', { one: 'skip', two: 'todo' })])).not.toThrow();
  });
});
