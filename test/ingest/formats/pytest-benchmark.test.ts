import { describe, expect, it } from 'vitest';
import { pytestBenchmark } from '../../../src/ingest/formats/pytest-benchmark.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const STATS = {
  min: 0.001,
  max: 0.004,
  mean: 0.002,
  stddev: 0.0005,
  rounds: 3,
  median: 0.0015,
  iqr: 0.0004,
  q1: 0.001,
  q3: 0.003,
  outliers: '1;0',
  ops: 500,
  total: 0.006,
  data: [0.001, 0.001, 0.004],
  iterations: 10,
};

const TEST = {
  group: null,
  name: 'test_weave[10]',
  fullname: 'tests/test_loom.py::TestLoom::test_weave[10]',
  params: { threads: 10 },
  param: '10',
  extra_info: {},
  options: { timer: 'perf_counter', min_rounds: 5 },
  stats: STATS,
};

const REPORT = {
  machine_info: {
    node: 'runner-17',
    processor: 'x86_64',
    machine: 'x86_64',
    python_implementation: 'CPython',
    python_version: '3.12.1',
    release: '6.1.0',
    system: 'Linux',
    cpu: { brand_raw: 'Loom CPU 9' },
  },
  commit_info: { id: '0123456789abcdef0123456789abcdef01234567', dirty: false, branch: 'main' },
  benchmarks: [TEST],
  datetime: '2024-02-29T10:20:30.123456',
  version: '4.0.0',
};

function json(change: object, report: object = {}): string {
  return JSON.stringify({ ...REPORT, ...report, benchmarks: [{ ...TEST, ...change }] });
}

const TWO = JSON.stringify(
  { ...REPORT, benchmarks: [TEST, { ...TEST, fullname: 'tests/test_loom.py::test_other' }] },
  null,
  4,
);

itKeepsTheContract(pytestBenchmark, { data: TWO, 'statistics only': json({ stats: { ...STATS, data: undefined } }) });

describe('pytest-benchmark', () => {
  it('has the rounds of a test, its commit, time and machine', () => {
    expect(readText(pytestBenchmark, json({}))).toEqual({
      runs: [
        {
          commit: '0123456789abcdef0123456789abcdef01234567',
          recordedAt: '2024-02-29T10:20:30.123Z',
          machine: 'Loom CPU 9, Linux x86_64',
          runtime: 'CPython 3.12.1',
          benchmarks: [
            {
              name: 'tests/test_loom.py::TestLoom::test_weave[10]',
              metrics: [
                {
                  name: 'time',
                  unit: 'seconds',
                  better: 'lower',
                  scatter: 'sampled',
                  value: 0.002,
                  figures: { kind: 'samples', samples: [0.001, 0.001, 0.004] },
                },
              ],
            },
          ],
        },
      ],
      problems: [],
      notes: [],
    });
  });

  it('has a summary where the rounds were not saved', () => {
    expect(
      benchmarksIn(pytestBenchmark, json({ stats: { ...STATS, data: undefined } }))[0]!.metrics[0]!.figures,
    ).toEqual({
      kind: 'summary',
      deviation: 0.0005,
      count: 3,
    });
  });

  it('reads stored files of 2015, without version, data and parameters', () => {
    const { data, ops, total, ...stats } = STATS;
    const old = { name: 'test_x', fullname: 'test_a.py::test_x', group: null, options: {}, stats };
    const text = JSON.stringify({
      benchmarks: [old],
      datetime: '2015-08-15T00:01:46+00:00',
      commit_info: { id: 'unversioned' },
    });
    expect(readText(pytestBenchmark, text).runs).toMatchObject([
      {
        commit: null,
        recordedAt: '2015-08-15T00:01:46.000Z',
        machine: null,
        benchmarks: [{ name: 'test_a.py::test_x' }],
      },
    ]);
  });

  it('begins names with groups', () => {
    expect(benchmarksIn(pytestBenchmark, json({ group: 'warp' }))[0]!.name).toBe(`warp > ${TEST.fullname}`);
  });

  it('does not take what is said beside the times for metrics', () => {
    const { runs, notes } = readText(pytestBenchmark, json({ extra_info: { rows: 12 } }));
    expect(runs[0]!.benchmarks[0]!.metrics).toHaveLength(1);
    expect(notes).toEqual(['extra_info of tests is left out.']);
  });

  it.each([
    ['fewer than its rounds', [0.001, 0.001]],
    ['not all numbers', [0.001, 'left out', 0.004]],
    ['not all above 0', [0.001, 0, 0.004]],
  ])('has no times of rounds that are %s', (_, data) => {
    const { runs, notes } = readText(pytestBenchmark, json({ stats: { ...STATS, data } }));
    expect(runs[0]!.benchmarks[0]!.metrics[0]!.figures.kind).toBe('summary');
    expect(notes).toEqual([expect.stringContaining('times of single rounds')]);
  });

  it.each(['NaN', '0', 'null', '-0.5'])('has no figure where the mean is %s', (mean) => {
    const { runs, problems } = readText(pytestBenchmark, json({}).replace('"mean":0.002', `"mean":${mean}`));
    expect(runs).toEqual([]);
    expect(problems).toMatchObject([{ name: TEST.fullname, message: expect.stringContaining('its mean is no time') }]);
  });

  it('says that the working tree had changes', () => {
    const dirty = { commit_info: { ...REPORT.commit_info, dirty: true } };
    expect(readText(pytestBenchmark, json({}, dirty)).notes).toEqual([expect.stringContaining('working tree')]);
  });
});
