import { describe, expect, it } from 'vitest';
import { jmh } from '../../../src/ingest/formats/jmh.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const TIMED = {
  jmhVersion: '1.37',
  benchmark: 'org.example.Tree.insert',
  mode: 'avgt',
  threads: 1,
  forks: 2,
  vmName: 'Some VM',
  vmVersion: '17.0.1',
  params: { size: '64', kind: 'a b' },
  primaryMetric: {
    score: 3,
    scoreError: 0.5,
    scoreUnit: 'us/op',
    rawData: [
      [2, 3],
      [3, 4],
    ],
  },
  secondaryMetrics: {
    '·gc.alloc.rate.norm': {
      score: 48,
      scoreError: 'NaN',
      scoreUnit: 'B/op',
      rawData: [
        [48, 48],
        [48, 48],
      ],
    },
    '·gc.count': { score: 3, scoreError: 'NaN', scoreUnit: 'counts', rawData: [[1, 2]] },
    '·instructions': { score: 900, scoreError: 'NaN', scoreUnit: '#/op', rawData: [[890, 910]] },
  },
};
const RATED = {
  ...TIMED,
  mode: 'thrpt',
  primaryMetric: { score: 2500, scoreError: 'NaN', scoreUnit: 'ops/ms', rawData: [[2400, 2600]] },
  secondaryMetrics: {},
};
const NAME = 'org.example.Tree.insert (size = 64, kind = a b)';

itKeepsTheContract(jmh, { JSON: JSON.stringify([TIMED, RATED], null, 4) });

describe('JMH', () => {
  it('gives each fork as a process, and both modes of a benchmark', () => {
    expect(readText(jmh, JSON.stringify([TIMED, RATED]))).toEqual({
      runs: [
        {
          commit: null,
          recordedAt: null,
          machine: null,
          runtime: 'Some VM 17.0.1',
          benchmarks: [
            {
              name: NAME,
              metrics: [
                metric('time', 'seconds', 'lower', 'sampled', 3e-6, [
                  [2e-6, 3e-6],
                  [3e-6, 4e-6],
                ]),
                metric('allocatedBytes', 'bytes', 'lower', 'counted', 48, [
                  [48, 48],
                  [48, 48],
                ]),
                metric('instructions', '', 'lower', 'counted', 900, [[890, 910]]),
                metric('throughput', 'per second', 'higher', 'sampled', 2_500_000, [[2_400_000, 2_600_000]]),
              ],
            },
          ],
        },
      ],
      problems: [],
      notes: ['What its profilers say of the collector is left out, but for allocated bytes.'],
    });
  });

  it.each([
    ['s/op', 3],
    ['ms/op', 3e-3],
    ['us/op', 3e-6],
    ['ns/op', 3e-9],
  ])('gives times in %s', (scoreUnit, value) => {
    expect(firstOf({ ...TIMED, primaryMetric: { ...TIMED.primaryMetric, scoreUnit } }).value).toBe(value);
  });

  it('gives the mean of each iteration where single calls were timed', () => {
    const rawDataHistogram = [
      [
        [
          [1, 3],
          [5, 1],
        ],
        [[4, 2]],
      ],
    ];
    const sampled = { score: 3, scoreUnit: 'ms/op', rawDataHistogram };
    expect(firstOf({ ...TIMED, mode: 'sample', primaryMetric: sampled })).toMatchObject({
      name: 'time',
      value: 0.003,
      figures: { kind: 'processes', processes: [[0.002, 0.004]] },
    });
  });

  it('gives samples of one process where nothing was forked, and says so', () => {
    const file = readText(jmh, JSON.stringify([{ ...TIMED, forks: 0, secondaryMetrics: {} }]));
    expect(file.runs[0]!.benchmarks[0]!.metrics[0]!.figures).toMatchObject({ kind: 'samples', samples: { length: 4 } });
    expect(file.notes).toEqual([`${NAME} ran without forks, in the process of JMH itself.`]);
  });

  it('gives a summary where the figures were left out', () => {
    const primaryMetric = { ...TIMED.primaryMetric, rawData: [] };
    expect(firstOf({ ...TIMED, primaryMetric }).figures).toEqual({ kind: 'summary', deviation: null, count: null });
  });

  it('tells modes that measure the same apart, and numbers of threads', () => {
    const single = { ...TIMED, mode: 'ss' };
    const names = benchmarksIn(jmh, JSON.stringify([TIMED, single, { ...TIMED, threads: 4 }])).map(({ name }) => name);
    expect(names).toEqual([NAME, `${NAME} [ss, 1 threads]`, `${NAME} [avgt, 4 threads]`]);
  });

  it.each([
    ['a score that is no number', { score: 'NaN' }, /^its time is "NaN": nothing was measured/],
    ['a figure that is no number', { rawData: [[1, 'NaN']] }, /^its time is no number/],
    ['no unit', { scoreUnit: undefined }, /^its score has no unit/],
    ['a unit of another mode', { scoreUnit: 'ops/s' }, /^its mode avgt and its unit ops\/s contradict/],
  ])('says where there is %s', (_, change, message) => {
    const wrong = { ...TIMED, benchmark: 'b', params: undefined, primaryMetric: { ...TIMED.primaryMetric, ...change } };
    const { problems } = readText(jmh, JSON.stringify([TIMED, wrong]));
    expect(problems).toEqual([{ line: null, name: 'b', message: expect.stringMatching(message) }]);
  });
});

function firstOf(result: unknown) {
  return benchmarksIn(jmh, JSON.stringify([result]))[0]!.metrics[0]!;
}

function metric(
  name: string,
  unit: string,
  better: string,
  scatter: string,
  value: number,
  processes: readonly (readonly number[])[],
) {
  return { name, unit, better, scatter, value, figures: { kind: 'processes', processes } };
}
