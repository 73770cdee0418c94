import { describe, expect, it } from 'vitest';
import { iai } from '../../../src/ingest/formats/iai.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const FIRST = `Running target/release/deps/tree-0123456789abcdef

tree_insert
  Instructions:                1735 (+1.139138%)
  L1 Accesses:                 2364 (No change)
  L2 Accesses:                    0 (-50.00000%)
  Estimated Cycles:            2404

tree_copy
  Instructions:            26214735
  L1 Accesses:             35638623

`;
const LATER = `running 0 tests

test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

tree::bench_group::insert many:64
  ======= CALLGRIND =======================================================
  Instructions:                1734|1650            (+5.09090%) [+1.04844x]
  L1 Hit Rate:              99.5000|98.0000         (+1.53061%) [+1.01531x]
  Estimated Cycles:            2464|N/A             (*********)
  ======= DHAT ============================================================
  Total bytes:                29499|N/A             (*********)
  Total blocks:                2806|N/A             (*********)
  At t-gmax bytes:              378|N/A             (*********)
tree::bench_group::copy id:of two
lines
  Instructions:                 900|N/A             (*********)

Gungraun result: Ok. 2 without regressions; 0 regressed; 2 benchmarks finished in 1.002s
`;
const SUMMARY = {
  version: '6',
  module_path: 'tree::bench_group::insert',
  function_name: 'insert',
  id: 'many',
  details: '64',
  profiles: [
    {
      tool: 'Callgrind',
      summaries: {
        parts: [],
        total: {
          summary: {
            Callgrind: {
              Ir: { diffs: null, metrics: { Left: { Int: 1734 } } },
              L1HitRate: { diffs: null, metrics: { Both: [{ Float: 99.5 }, { Float: 98 }] } },
              EstimatedCycles: { diffs: null, metrics: { Right: { Int: 5 } } },
            },
          },
        },
      },
    },
  ],
};

itKeepsTheContract(iai, {
  'tables of iai': FIRST,
  'tables of gungraun': LATER,
  'JSON of one line': `running 0 tests\n\n${JSON.stringify(SUMMARY)}\n`,
  'JSON of many lines': `running 0 tests\n\n${JSON.stringify(SUMMARY, null, 2)}\n`,
});

describe('iai and gungraun', () => {
  it('give what iai counts, without its changes', () => {
    expect(readText(iai, FIRST).problems).toEqual([]);
    expect(benchmarksIn(iai, FIRST)).toEqual([
      {
        name: 'tree_insert',
        metrics: [
          counted('instructions', 1735),
          counted('L1 Accesses', 2364),
          counted('L2 Accesses', 0),
          counted('Estimated Cycles', 2404),
        ],
      },
      { name: 'tree_copy', metrics: [counted('instructions', 26_214_735), counted('L1 Accesses', 35_638_623)] },
    ]);
  });

  it('give the newer of two figures, of every tool, under names of several lines', () => {
    expect(readText(iai, LATER).problems).toEqual([]);
    expect(benchmarksIn(iai, LATER)).toEqual([
      {
        name: 'tree::bench_group::insert many:64',
        metrics: [
          counted('instructions', 1734),
          counted('L1 Hit Rate', 99.5, '', 'higher'),
          counted('Estimated Cycles', 2464),
          counted('allocatedBytes', 29_499, 'bytes'),
          counted('allocations', 2806),
          counted('At t-gmax bytes', 378, 'bytes'),
        ],
      },
      { name: 'tree::bench_group::copy id:of two lines', metrics: [counted('instructions', 900)] },
    ]);
  });

  it.each([
    ['one line', JSON.stringify(SUMMARY)],
    ['many lines', JSON.stringify(SUMMARY, null, 2)],
    ['many lines that are indented', JSON.stringify(SUMMARY, null, 2).replace(/^/gm, '    ')],
  ])('give the same from JSON of %s, among other text', (_, json) => {
    expect(benchmarksIn(iai, `a line\n${json}\nanother\n{"reason":"compiler-artifact"}\n`)).toEqual([
      {
        name: 'tree::bench_group::insert many:64',
        metrics: [counted('instructions', 1734), counted('L1 Hit Rate', 99.5, '', 'higher')],
      },
    ]);
  });

  it('leave out what finds errors, and parts of which the total follows', () => {
    const finders = 'a::b\n  ======= MEMCHECK =======\n  Errors:     1|N/A   (*********)\n';
    const parts = `c::d
  ## pid: 1 thread: 1 part: 1      |N/A
  Instructions:     7|N/A   (*********)
  ## Total
  Instructions:     9|N/A   (*********)
`;
    expect(benchmarksIn(iai, finders + parts)).toEqual([{ name: 'c::d', metrics: [counted('instructions', 9)] }]);
    expect(readText(iai, finders + parts).notes).toEqual(['What MEMCHECK finds is left out: it measures nothing.']);
  });

  it('go on behind JSON that is cut off', () => {
    const torn = JSON.stringify({ ...SUMMARY, id: 'torn' }, null, 2).slice(0, 100);
    const { runs, problems } = readText(iai, `${torn}\n${JSON.stringify(SUMMARY)}\n`);
    expect(runs[0]!.benchmarks.map(({ name }) => name)).toEqual(['tree::bench_group::insert many:64']);
    expect(problems).toMatchObject([{ line: 1, name: null, message: expect.stringMatching(/not written whole/) }]);
  });

  it('say what is left out where nothing else is there', () => {
    const found = { ErrorTool: { Errors: { metrics: { Left: { Int: 1 } } } } };
    const profiles = [{ tool: 'Memcheck', summaries: { total: { summary: found } } }];
    expect(() => readText(iai, JSON.stringify({ ...SUMMARY, profiles }))).toThrow(/What Memcheck finds is left out/);
  });

  it.each([
    ['a line that is cut off', 'b\n  Instructions:    17', 12, 'b', /cut off/],
    ['a name that is missing', '\n  Instructions:    17\n', 12, null, /name before/],
    ['a count of zero', 'b\n  Instructions:    0\n', 12, 'b', /^its instructions is 0/],
    ['JSON of one line that is cut off', '{"version":"6","module_path":"a::b"', 11, null, /not written whole/],
    ['JSON of many lines that is cut off', '{\n  "module_path": "a::b",\n', 11, null, /not written whole/],
    ['JSON of another version', '{"version":"2","module_path":"b"}', 11, 'b', /version \(2\)/],
  ])('say where there is %s', (_, text, line, name, message) => {
    const { problems } = readText(iai, FIRST.slice(FIRST.indexOf('tree_insert')) + text);
    expect(problems).toEqual([{ line, name, message: expect.stringMatching(message) }]);
  });
});

function counted(name: string, value: number, unit = '', better = 'lower') {
  return { name, unit, better, scatter: 'counted', value, figures: { kind: 'processes', processes: [[value]] } };
}
