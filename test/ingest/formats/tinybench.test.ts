import { describe, expect, it } from 'vitest';
import { tinybench } from '../../../src/ingest/formats/tinybench.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const VERSION_2 = {
  totalTime: 500,
  min: 0.2,
  max: 2,
  hz: 2000,
  period: 0.5,
  samples: [0.25, 0.75],
  mean: 0.5,
  sd: 0.25,
  df: 1,
  rme: 1.5,
};
const LATENCY = { mean: 0.5, sd: 0.25, rme: 1.5, df: 999, samplesCount: 1000 };
const VERSION_6 = {
  state: 'completed',
  latency: LATENCY,
  throughput: { mean: 2100, rme: 1 },
  period: 0.5,
  runtime: 'node',
};

const ROW = {
  'Task name': 'weave',
  'Latency avg (ns)': '2000.50 ± 1.00%',
  'Latency med (ns)': '1990.00 ± 10.00',
  'Throughput avg (ops/s)': '500123 ± 0.10%',
  'Throughput med (ops/s)': '502512 ± 2525',
  Samples: 101,
};

const PRINTED = `┌─────────┬───────────┬───────────────────┬─────────┐
│ (index) │ Task name │ Latency avg (ns)  │ Samples │
├─────────┼───────────┼───────────────────┼─────────┤
│ 0       │ 'weave'   │ '2000.50 ± 1.00%' │ 101     │
│ 1       │ 'knit'    │ '4000.00 ± 2.00%' │ 50      │
└─────────┴───────────┴───────────────────┴─────────┘
`;

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

itKeepsTheContract(tinybench, {
  'tasks of version 2': json([{ name: 'weave', runs: 2, result: VERSION_2 }]),
  'results of version 6': json([
    { name: 'weave', ...VERSION_6 },
    { name: 'knit', ...VERSION_6 },
  ]),
  'the table as JSON': json([ROW, { ...ROW, 'Task name': 'knit' }]),
  'the table as it is printed': PRINTED,
});

const TIME = { name: 'time', unit: 'seconds', better: 'lower', scatter: 'sampled' };

describe('results of tinybench', () => {
  it('of version 2 are milliseconds, with samples', () => {
    expect(benchmarksIn(tinybench, json([{ name: 'weave', runs: 2, opts: {}, result: VERSION_2 }]))).toEqual([
      {
        name: 'weave',
        metrics: [{ ...TIME, value: 0.0005, figures: { kind: 'samples', samples: [0.00025, 0.00075] } }],
      },
    ]);
  });

  it.each([
    ['of version 6', [{ name: 'weave', ...VERSION_6 }]],
    ['of version 3, with members of before', { tasks: [{ name: 'weave', result: { ...VERSION_2, ...VERSION_6 } }] }],
  ])('%s are milliseconds in `latency`', (_, value) => {
    expect(benchmarksIn(tinybench, json(value))).toEqual([
      {
        name: 'weave',
        metrics: [{ ...TIME, value: 0.0005, figures: { kind: 'summary', deviation: 0.00025, count: 1000 } }],
      },
    ]);
  });

  it('are in the unit that their rates tell, where somebody converted them', () => {
    const nanoseconds = { ...VERSION_2, mean: 500_000, sd: 250_000, samples: [] };
    expect(benchmarksIn(tinybench, json([{ name: 'weave', ...nanoseconds }]))[0]!.metrics[0]).toMatchObject({
      value: expect.closeTo(0.0005, 12),
      figures: { deviation: expect.closeTo(0.00025, 12), count: 2 },
    });
  });

  it('by themselves have the name of their file', () => {
    expect(
      benchmarksIn(tinybench, json({ latency: LATENCY, throughput: { mean: 1 }, period: 0.5, totalTime: 5 }))[0]!.name,
    ).toBe('results');
  });

  it.each([
    ['errored', { state: 'errored', error: { message: 'no wool' } }],
    ['aborted-with-statistics', { ...VERSION_6, state: 'aborted-with-statistics' }],
    ['not-started', { state: 'not-started' }],
  ])('have no figure where a task is %s', (state, result) => {
    const { runs, problems } = readText(tinybench, json([{ name: 'weave', runs: 0, result }]));
    expect(runs).toEqual([]);
    expect(problems).toMatchObject([{ name: 'weave', message: expect.stringContaining(state) }]);
  });

  it('have no figure where a mean of something else has taken its place', () => {
    const latency = { ...LATENCY, mean: 2100 };
    const { runs, problems } = readText(tinybench, json([{ name: 'weave', ...VERSION_6, latency }]));
    expect(runs).toEqual([]);
    expect(problems).toMatchObject([{ name: 'weave', message: expect.stringContaining('2100 and its period 0.5') }]);
  });

  it('have the message of an error', () => {
    const { problems } = readText(
      tinybench,
      json([{ name: 'weave', runs: 1, result: { error: { message: 'no wool' } } }]),
    );
    expect(problems).toMatchObject([{ message: 'it failed: no wool.' }]);
  });
});

describe("tinybench's table", () => {
  it.each([
    ['2', { 'Task Name': 'weave', 'ops/sec': '499,875', 'Average Time (ns)': 2000.5, Margin: '±1.00%', Samples: 101 }],
    ['3.0', { 'Task name': 'weave', 'Latency average (ns)': '2000.50 ± 1.00%', Samples: 101 }],
    ['3.1 and later', ROW],
  ])('of version %s is in nanoseconds', (_, row) => {
    // Student's t of 100 degrees of freedom is 1.98397.
    const deviation = expect.closeTo((2.0005e-6 * 0.01 * Math.sqrt(101)) / 1.98397, 10);
    const value = expect.closeTo(2.0005e-6, 15);
    expect(benchmarksIn(tinybench, json([row, null]))).toEqual([
      { name: 'weave', metrics: [{ ...TIME, value, figures: { kind: 'summary', deviation, count: 101 } }] },
    ]);
  });

  it('is read as `console.table` prints it', () => {
    expect(benchmarksIn(tinybench, PRINTED)).toMatchObject([
      { name: 'weave', metrics: [{ value: expect.closeTo(2.0005e-6, 15), figures: { count: 101 } }] },
      { name: 'knit', metrics: [{ value: expect.closeTo(4e-6, 15), figures: { count: 50 } }] },
    ]);
  });

  it.each([
    ['an error', { 'Task name': 'weave', Error: 'no wool', Stack: 'at loom' }, /no wool/],
    ['a task that was aborted', { ...ROW, Remarks: 'aborted-with-statistics' }, /aborted/],
    ['no number', { ...ROW, 'Latency avg (ns)': 'N/A' }, /its time is "N\/A"/],
    ['a time of 0', { ...ROW, 'Latency avg (ns)': '0.00 ± 0.00%' }, /its time is "0.00/],
    ['columns of its own', { 'Task name': 'weave', 'Average (ms)': '1' }, /none of the columns/],
  ])('has no figure of %s', (_, row, message) => {
    const { runs, problems } = readText(tinybench, json([row]));
    expect(runs).toEqual([]);
    expect(problems).toMatchObject([{ name: 'weave', message: expect.stringMatching(message) }]);
  });
});
