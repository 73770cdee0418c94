import { describe, expect, it } from 'vitest';
import { asv } from '../../../src/ingest/formats/asv.ts';
import type { SourceDirectory } from '../../../src/ingest/reader.ts';
import { textSource } from '../../../src/ingest/source.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const COLUMNS = ['result', 'params', 'version', 'started_at', 'duration', 'stats_ci_99_a', 'stats_ci_99_b'];
const STATISTICS = ['stats_q_25', 'stats_q_75', 'stats_number', 'stats_repeat', 'samples', 'profile'];

const RESULT = {
  commit_hash: '0123456789abcdef0123456789abcdef01234567',
  env_name: 'virtualenv-py3.12',
  date: 1_709_202_030_000,
  params: { arch: 'x86_64', cpu: 'Loom CPU 9', machine: 'loom', os: 'Linux', python: '3.12' },
  python: '3.12',
  requirements: {},
  result_columns: [...COLUMNS, ...STATISTICS],
  results: {},
};

/** A row of format 2; `NaN` stands in files without quotes. */
function version2(results: object, change: object = {}): string {
  return JSON.stringify({ ...RESULT, ...change, results }).replaceAll('"NaN"', 'NaN');
}

const PLAIN = [[0.5], [], 'v1', 1, 2.5, [0.4], [0.6], [0.48], [0.52], [1], [7]];
const SAMPLED = [[0.25], [], 'v1', 1, 2.5, [0.4], [0.6], [0.2], [0.3], [1], [3], [[0.25, 0.2, 0.3]]];
const SETS = [
  [1, null, 'NaN', 4],
  [
    ['10', '20'],
    ["'a'", "'b'"],
  ],
  'v1',
];

const CONSOLE = `· Running 4 total benchmarks (1 commits * 2 environments * 2 benchmarks)
[  0.00%] · For loom commit 0123abcd <main>:
[  0.00%] ·· Benchmarking virtualenv-py3.11
[ 10.00%] ··· Running (benchmarks.Loom.time_weave--)....
[ 25.00%] ··· benchmarks.Loom.mem_thread                                 2.42k
[ 50.00%] ··· benchmarks.Loom.time_weave                           11.5±0.30μs
[ 50.00%] ·· Benchmarking virtualenv-py3.12
[ 75.00%] ··· benchmarks.Loom.time_weave                                failed
[100.00%] ··· benchmarks.Loom.time_knit                                     ok
[100.00%] ··· ======== ============
                 n
              -------- ------------
                 10     1.50±0.2ms
                 20        n/a
              ======== ============
[100.00%] ··· benchmarks.Loom.track_threads                                 12
`;

const WIDE = `[ 50.00%] ·· Benchmarking virtualenv-py3.12
[100.00%] ··· benchmarks.Loom.time_spin                             1/4 failed
[100.00%] ··· ======== ========= ========
              --            wool
              -------- ------------------
                 n       merino    angora
              ======== ========= ========
                 10      1.50ms   2.50ms
                 20      failed   4.50ms
              ======== ========= ========
`;

itKeepsTheContract(asv, {
  'format 2': version2({ 'loom.time_weave': PLAIN, 'loom.time_knit': SAMPLED, 'loom.track_it': SETS }),
  'what it prints': CONSOLE,
  'a table of two parameters': WIDE,
});

describe('results of asv', () => {
  it('have the quartiles of the samples that were not kept', () => {
    expect(readText(asv, version2({ 'loom.Loom.time_weave': PLAIN })).runs).toEqual([
      {
        commit: RESULT.commit_hash,
        recordedAt: '2024-02-29T10:20:30.000Z',
        machine: 'Loom CPU 9, Linux, x86_64',
        runtime: 'virtualenv-py3.12',
        benchmarks: [
          {
            name: 'loom.Loom.time_weave',
            metrics: [
              {
                name: 'time',
                unit: 'seconds',
                better: 'lower',
                scatter: 'sampled',
                value: 0.5,
                figures: { kind: 'summary', deviation: expect.closeTo(0.04 / 1.34898, 6), count: 7 },
              },
            ],
          },
        ],
      },
    ]);
  });

  it('have samples where they were recorded', () => {
    expect(benchmarksIn(asv, version2({ 'loom.time_weave': SAMPLED }))[0]!.metrics[0]).toMatchObject({
      value: 0.25,
      figures: { kind: 'samples', samples: [0.25, 0.2, 0.3] },
    });
  });

  it('have a benchmark for every set of parameters; failed ones are problems, skipped ones are not', () => {
    const { runs, problems, notes } = readText(asv, version2({ 'loom.time_weave': SETS }));
    expect(runs[0]!.benchmarks.map(({ name, metrics }) => [name, metrics[0]!.value])).toEqual([
      ["loom.time_weave(10, 'a')", 1],
      ["loom.time_weave(20, 'b')", 4],
    ]);
    expect(problems).toEqual([{ line: null, name: 'loom.time_weave', message: expect.stringContaining("(10, 'b').") }]);
    expect(notes).toEqual([expect.stringContaining('skipped')]);
  });

  it('are one problem where all of a benchmark failed', () => {
    const { runs, problems } = readText(asv, version2({ 'loom.time_weave': [null, [['1', '2', '3', '4']]] }));
    expect(runs).toEqual([]);
    expect(problems).toMatchObject([
      { name: 'loom.time_weave', message: expect.stringMatching(/: \(1\), \(2\), \(3\) and 1 more\.$/) },
    ]);
  });

  it('are a problem where they are not as many as their parameters', () => {
    const { problems } = readText(asv, version2({ 'loom.time_weave': [[1, 2], [['1', '2', '3']]] }));
    expect(problems).toMatchObject([{ message: expect.stringContaining('2 results for 3 sets') }]);
  });

  it.each([
    ['loom.mem_thread', 'memory', 'bytes'],
    ['loom.Loom.peakmem_weave', 'peakMemory', 'bytes'],
    ['loom.timeraw_import', 'time', 'seconds'],
    ['loom.TimeWeaving', 'time', 'seconds'],
    ['loom.track_threads', 'value', ''],
  ])('have the metric of %s', (name, metric, unit) => {
    expect(benchmarksIn(asv, version2({ [name]: [[2]] }))[0]!.metrics).toMatchObject([
      { name: metric, unit, value: 2 },
    ]);
  });

  it('of format 1 are numbers, or members, without columns', () => {
    const { result_columns, env_name, ...old } = RESULT;
    const stats = [{ q_25: 0.2, q_75: 0.3, repeat: 5 }, null];
    const results = {
      'loom.time_weave': 0.5,
      'loom.time_fail': null,
      'loom.time_knit': { result: [0.25, null], params: [['1', '2']], stats },
    };
    const { runs, problems } = readText(asv, JSON.stringify({ ...old, results, version: 1 }));
    expect(runs[0]).toMatchObject({ machine: 'Loom CPU 9, Linux, x86_64', runtime: 'Python 3.12' });
    expect(runs[0]!.benchmarks).toMatchObject([
      {
        name: 'loom.time_weave',
        metrics: [{ value: 0.5, figures: { kind: 'summary', deviation: null, count: null } }],
      },
      {
        name: 'loom.time_knit(1)',
        metrics: [{ value: 0.25, figures: { deviation: expect.closeTo(0.1 / 1.34898, 6), count: 5 } }],
      },
    ]);
    expect(problems.map(({ name }) => name)).toEqual(['loom.time_fail', 'loom.time_knit']);
  });
});

function directory(files: Readonly<Record<string, string>>): SourceDirectory {
  return {
    name: 'results',
    paths: Object.keys(files).sort(),
    open: (path) => textSource(`results/${path}`, files[path]!),
  };
}

const LISTED = {
  'loom.track_rate': { unit: 'ops/s', version: 'v2' },
  'loom.time_weave': { unit: 'seconds', version: 'v1' },
};

describe('a directory of asv', () => {
  const files = {
    'benchmarks.json': JSON.stringify({ ...LISTED, version: 2 }),
    'loom/machine.json': '{"machine":"loom","version":1}',
    'loom/aaaaaaaa-virtualenv-py3.12.json': version2(
      { 'loom.time_weave': PLAIN },
      { date: 2000, commit_hash: 'a'.repeat(40) },
    ),
    'loom/bbbbbbbb-virtualenv-py3.12.json': version2(
      { 'loom.time_weave': PLAIN, 'loom.track_rate': [[100], [], 'v2'] },
      { date: 1000, commit_hash: 'b'.repeat(40) },
    ),
  };

  it('is a history by the dates of commits, with units of the list of benchmarks', () => {
    expect(asv.recognisesDirectory!(directory(files))).toBe(true);
    const { runs, problems } = asv.readDirectory!(directory(files));
    expect(problems).toEqual([]);
    expect(runs.map(({ commit, recordedAt }) => [commit![0], recordedAt])).toEqual([
      ['b', '1970-01-01T00:00:01.000Z'],
      ['a', '1970-01-01T00:00:02.000Z'],
    ]);
    expect(runs[0]!.benchmarks[1]).toMatchObject({
      name: 'loom.track_rate',
      metrics: [{ name: 'throughput', unit: 'per second', better: 'higher', value: 100 }],
    });
  });

  it('leaves out results of benchmarks that were rewritten', () => {
    const rewritten = version2({ 'loom.time_weave': [[9], [], 'v0'] }, { commit_hash: 'c'.repeat(40) });
    const { runs, notes } = asv.readDirectory!(
      directory({ ...files, 'loom/cccccccc-virtualenv-py3.12.json': rewritten }),
    );
    expect(runs).toHaveLength(2);
    expect(notes).toContain('Results of benchmarks that were rewritten since are left out.');
  });

  it('goes on where a file of it cannot be read', () => {
    const { runs, problems } = asv.readDirectory!(
      directory({ ...files, 'loom/dddddddd-virtualenv-py3.12.json': '{"commit_' }),
    );
    expect(runs).toHaveLength(2);
    expect(problems).toMatchObject([{ message: expect.stringContaining('dddddddd-virtualenv-py3.12.json') }]);
  });

  it.each([
    ['no result', { 'loom/machine.json': '{}', 'loom/notes.json': '{}' }],
    ['no machine', { 'loom/aaaaaaaa-virtualenv-py3.12.json': '{}' }],
  ])('is none with %s', (_, other) => {
    expect(asv.recognisesDirectory!(directory(other))).toBe(false);
  });
});

describe('what asv prints', () => {
  it('has a run for each environment', () => {
    const { runs, problems } = readText(asv, CONSOLE);
    expect(runs.map(({ commit, runtime }) => [commit, runtime])).toEqual([
      ['0123abcd', 'virtualenv-py3.11'],
      ['0123abcd', 'virtualenv-py3.12'],
    ]);
    expect(runs[0]!.benchmarks).toMatchObject([
      { name: 'benchmarks.Loom.mem_thread', metrics: [{ name: 'memory', value: 2420 }] },
      {
        name: 'benchmarks.Loom.time_weave',
        metrics: [
          {
            value: expect.closeTo(1.15e-5, 12),
            figures: { kind: 'summary', deviation: expect.closeTo(6e-7 / 1.34898, 12) },
          },
        ],
      },
    ]);
    expect(runs[1]!.benchmarks).toMatchObject([
      { name: 'benchmarks.Loom.time_knit(10)', metrics: [{ value: expect.closeTo(0.0015, 12) }] },
      { name: 'benchmarks.Loom.track_threads', metrics: [{ name: 'value', value: 12 }] },
    ]);
    expect(problems).toEqual([
      { line: 8, name: 'benchmarks.Loom.time_weave', message: expect.stringContaining('failed') },
    ]);
  });

  it('have no figure in a row of a table that is not below its columns, where its end would be lost', () => {
    const { runs, problems } = readText(asv, CONSOLE.replace('10     1.50', '0x10     1.50'));
    expect(runs.flatMap(({ benchmarks }) => benchmarks).map(({ name }) => name)).not.toContainEqual(
      expect.stringContaining('time_knit'),
    );
    expect(problems).toContainEqual({
      line: 13,
      name: 'benchmarks.Loom.time_knit',
      message: 'this row is not below its columns: 0x10     1.50±0.2ms; give what asv printed.',
    });
  });

  it('has columns for the values of a second parameter', () => {
    const { runs, problems } = readText(asv, WIDE);
    expect(runs[0]!.benchmarks.map(({ name, metrics }) => [name, metrics[0]!.value])).toEqual([
      ['benchmarks.Loom.time_spin(10, merino)', expect.closeTo(0.0015, 12)],
      ['benchmarks.Loom.time_spin(10, angora)', expect.closeTo(0.0025, 12)],
      ['benchmarks.Loom.time_spin(20, angora)', expect.closeTo(0.0045, 12)],
    ]);
    expect(problems).toMatchObject([{ line: 9, name: 'benchmarks.Loom.time_spin(20, merino)' }]);
  });

  it('is not believed in its last line where that has no end', () => {
    const { runs, problems } = readText(
      asv,
      '[ 50.00%] ··· loom.time_weave   1.5s\n[100.00%] ··· loom.time_knit   1.5m',
    );
    expect(runs[0]!.benchmarks.map(({ name }) => name)).toEqual(['loom.time_weave']);
    expect(problems).toEqual([{ line: 2, name: null, message: expect.stringContaining('cut off') }]);
  });
});
