import { describe, expect, it } from 'vitest';
import { pyperf } from '../../../src/ingest/formats/pyperf.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

function runAt(second: number, own: object): object {
  return { metadata: { date: `2024-02-29 10:20:0${second}.500000`, mem_max_rss: 1_000_000 }, ...own };
}

const CALIBRATION = runAt(1, {
  warmups: [
    [1, 0.5],
    [2, 0.25],
  ],
});
const RUNS = [
  CALIBRATION,
  runAt(2, { warmups: [[2, 0.3]], values: [0.25, 0.5] }),
  runAt(3, { warmups: [[2, 0.3]], values: [0.25, 1] }),
];

const SHARED = {
  cpu_model_name: 'Loom CPU 9',
  hostname: 'runner-17',
  python_implementation: 'cpython',
  python_version: '3.12.1 (64-bit)',
  unit: 'second',
};

function suite(benchmarks: readonly object[], change: object = {}): string {
  return JSON.stringify({ benchmarks, metadata: SHARED, version: '1.0', ...change });
}

const TWO = suite([
  { metadata: { name: 'weave', loops: 2 }, runs: RUNS },
  { metadata: { name: 'knit' }, runs: RUNS.slice(1) },
]);

itKeepsTheContract(pyperf, { 'two benchmarks': TWO });

describe('pyperf', () => {
  it('has a process for each run with values', () => {
    expect(readText(pyperf, TWO)).toEqual({
      runs: [
        {
          commit: null,
          recordedAt: '2024-02-29T10:20:01.500Z',
          machine: 'Loom CPU 9',
          runtime: 'cpython 3.12.1 (64-bit)',
          benchmarks: ['weave', 'knit'].map((name) => ({
            name,
            metrics: [
              {
                name: 'time',
                unit: 'seconds',
                better: 'lower',
                scatter: 'sampled',
                value: 0.5,
                figures: {
                  kind: 'processes',
                  processes: [
                    [0.25, 0.5],
                    [0.25, 1],
                  ],
                },
              },
            ],
          })),
        },
      ],
      problems: [],
      notes: [expect.stringContaining('only calibrate')],
    });
  });

  it('takes the name of a single benchmark from the whole file', () => {
    const text = suite([{ runs: RUNS }], { metadata: { ...SHARED, name: 'weave' } });
    expect(benchmarksIn(pyperf, text)[0]!.name).toBe('weave');
  });

  it.each([
    [{ timeit_stmt: "'sorted(x)'" }, "'sorted(x)'"],
    [{}, '<no name>'],
  ])('has a name without one, from %j', (metadata, name) => {
    expect(benchmarksIn(pyperf, suite([{ runs: RUNS, metadata }]))[0]!.name).toBe(name);
  });

  it.each([
    ['byte', { name: 'peakMemory', unit: 'bytes' }],
    ['integer', { name: 'value', unit: '' }],
  ])('has the metric of the unit %s', (unit, metric) => {
    const text = suite([{ metadata: { name: 'weave' }, runs: [runAt(1, { values: [7, 9] })] }], { metadata: { unit } });
    expect(benchmarksIn(pyperf, text)[0]!.metrics).toEqual([
      expect.objectContaining({ ...metric, value: 8, figures: { kind: 'processes', processes: [[7, 9]] } }),
    ]);
  });

  it('reads samples, as values were called before version 0.9.6', () => {
    const text = suite([{ common_metadata: { name: 'weave' }, runs: [{ samples: [0.5], warmups: [] }] }], {
      version: 5,
    });
    expect(benchmarksIn(pyperf, text)).toMatchObject([{ name: 'weave', metrics: [{ value: 0.5 }] }]);
  });

  it.each([
    ['calibration only', [CALIBRATION], /was ended before/],
    ['a value that is none', [runAt(1, { values: [0.5, null] })], /^null is no value/],
    ['a time of 0', [runAt(1, { values: [0.5, 0] })], /^0 is no value/],
  ])('has no figure of %s', (_, runs, message) => {
    const read = readText(pyperf, suite([{ metadata: { name: 'weave' }, runs }]));
    expect(read.runs).toEqual([]);
    expect(read.problems).toMatchObject([{ name: 'weave', message: expect.stringMatching(message) }]);
  });

  it('has the commit that pyperformance writes', () => {
    const text = suite([{ runs: RUNS }], { metadata: { ...SHARED, commit_id: 'abcdef0123' } });
    expect(readText(pyperf, text).runs[0]!.commit).toBe('abcdef0123');
  });
});
