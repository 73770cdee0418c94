import { describe, expect, it } from 'vitest';
import { googleBenchmark } from '../../../src/ingest/formats/google-benchmark.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const CONTEXT = {
  date: '2024-02-29T12:00:00+02:00',
  num_cpus: 8,
  mhz_per_cpu: 3000,
  GIT_COMMIT_HASH: '0123abc',
  library_build_type: 'release',
};
const RUN = { run_type: 'iteration', repetitions: 2, threads: 1, iterations: 100, time_unit: 'ns' };
const AGGREGATE = { run_type: 'aggregate', repetitions: 2, threads: 1, iterations: 2, time_unit: 'ns' };
const REPEATED = [
  { ...RUN, name: 'BM_Copy/64', run_name: 'BM_Copy/64', real_time: 10, cpu_time: 8, bytes_per_second: 6.4e9 },
  { ...RUN, name: 'BM_Copy/64', run_name: 'BM_Copy/64', real_time: 14, cpu_time: 9, bytes_per_second: 6e9 },
  {
    ...AGGREGATE,
    name: 'BM_Copy/64_mean',
    run_name: 'BM_Copy/64',
    aggregate_name: 'mean',
    real_time: 12,
    cpu_time: 8.5,
  },
  {
    ...RUN,
    name: 'BM_Sort',
    run_name: 'BM_Sort',
    time_unit: 'ms',
    real_time: 2.5,
    cpu_time: 2.25,
    'hits/s': 7,
    rows: 0,
  },
];

itKeepsTheContract(googleBenchmark, { JSON: JSON.stringify({ context: CONTEXT, benchmarks: REPEATED }, null, 2) });

describe('Google Benchmark', () => {
  it('gives repetitions as samples, without what was made from them', () => {
    const file = readText(googleBenchmark, jsonOf(REPEATED));
    expect(file.problems).toEqual([]);
    expect(file.notes).toEqual([
      "Of the benchmarks' own counters rows the lower is the better one.",
      "Of the benchmarks' own counters hits/s the higher is the better one.",
    ]);
    expect(file.runs).toEqual([
      {
        commit: '0123abc',
        recordedAt: '2024-02-29T10:00:00.000Z',
        machine: '8 processors of 3000 MHz',
        benchmarks: [
          {
            name: 'BM_Copy/64',
            metrics: [
              metric('time', 'seconds', [10e-9, 14e-9], 12e-9),
              metric('cpuTime', 'seconds', [8e-9, 9e-9], 8.5e-9),
              metric('throughput', 'bytes per second', [6.4e9, 6e9], 6.2e9, 'higher'),
            ],
          },
          {
            name: 'BM_Sort',
            metrics: [
              metric('time', 'seconds', [0.0025], 0.0025),
              metric('cpuTime', 'seconds', [0.00225], 0.00225),
              metric('hits/s', '', [7], 7, 'higher'),
              metric('rows', '', [0], 0),
            ],
          },
        ],
      },
    ]);
  });

  it('gives a summary where there are only aggregates', () => {
    const made = (kind: string, real: number) => {
      return { ...AGGREGATE, name: `BM_A_${kind}`, run_name: 'BM_A', aggregate_name: kind, real_time: real };
    };
    const text = jsonOf([made('mean', 11), made('median', 10), made('stddev', 2), made('cv', 0.2)]);
    expect(benchmarksIn(googleBenchmark, text)).toEqual([
      {
        name: 'BM_A',
        metrics: [{ ...metric('time', 'seconds', [], 10e-9), figures: { kind: 'summary', deviation: 2e-9, count: 2 } }],
      },
    ]);
  });

  it('knows aggregates of old versions by their names, where there is what they are made from', () => {
    const old = (name: string, real: number) => ({
      name,
      iterations: 1,
      real_time: real,
      cpu_time: real,
      time_unit: 'us',
    });
    const text = jsonOf([old('BM_A', 1), old('BM_A_mean', 1), old('BM_A_stddev', 0), old('BM_geometric_mean', 3)]);
    expect(benchmarksIn(googleBenchmark, text).map(({ name }) => name)).toEqual(['BM_A', 'BM_geometric_mean']);
  });

  it('leaves out complexities, and says so', () => {
    const complexity = {
      name: 'BM_A_BigO',
      run_name: 'BM_A',
      run_type: 'aggregate',
      aggregate_name: 'BigO',
      big_o: 'N',
    };
    const { runs, notes } = readText(googleBenchmark, jsonOf([REPEATED[3], { ...complexity, cpu_coefficient: 4 }]));
    expect(runs[0]!.benchmarks).toHaveLength(1);
    expect(notes).toContain('BM_A is left out: BigO of it is no measurement.');
  });

  it.each([
    ['a failure', { error_occurred: true, error_message: 'no file' }, /^it failed: no file/],
    ['no unit', { time_unit: undefined }, /no real_time with a time_unit/],
    ['an unknown unit', { time_unit: 'ticks' }, /no real_time with a time_unit/],
    ['a time of zero', { real_time: 0 }, /^its time is 0/],
    ['a time that is no number', { real_time: Number.NaN }, /^its time is no number/],
  ])('says where there is %s', (_, change, message) => {
    const run = { ...RUN, name: 'BM_B', real_time: 5, ...change };
    const { problems } = readText(googleBenchmark, jsonOf([REPEATED[3], run]));
    expect(problems).toEqual([{ line: null, name: 'BM_B', message: expect.stringMatching(message) }]);
  });

  it('says of counters that are no numbers, which it writes bare', () => {
    const text = jsonOf([{ ...RUN, name: 'BM_B', real_time: 5, rows: 77 }]).replace('77', 'NaN');
    expect(readText(googleBenchmark, text).problems).toEqual([
      { line: null, name: 'BM_B', message: 'its rows is no number; measure it again.' },
    ]);
  });

  it('notes what was skipped', () => {
    const { notes } = readText(googleBenchmark, jsonOf([REPEATED[3], { ...RUN, name: 'BM_B', skipped: true }]));
    expect(notes).toContain('BM_B was skipped: it does not say why.');
  });
});

function jsonOf(benchmarks: readonly unknown[]): string {
  return JSON.stringify({ context: CONTEXT, benchmarks });
}

function metric(name: string, unit: string, samples: readonly number[], value: number, better = 'lower') {
  return { name, unit, better, scatter: 'sampled', value, figures: { kind: 'samples', samples } };
}
