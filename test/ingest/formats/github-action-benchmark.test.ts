import { describe, expect, it } from 'vitest';
import { readerOf } from '../../../src/ingest/detect.ts';
import {
  githubActionBenchmark,
  githubActionBenchmarkBigger,
  githubActionBenchmarkSmaller,
} from '../../../src/ingest/formats/github-action-benchmark.ts';
import { textSource } from '../../../src/ingest/source.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const HASH = '0123456789abcdef0123456789abcdef01234567';
const OTHER_HASH = HASH.replace('0123', 'ffff');

function entry(id: string, date: number, tool: string, ...benches: readonly object[]): object {
  return { commit: { id, message: 'spin', timestamp: '2024-02-28T00:00:00Z', url: '' }, date, tool, benches };
}

function history(entries: object): string {
  return `window.BENCHMARK_DATA = ${JSON.stringify({ lastUpdate: 1_709_202_030_000, repoUrl: '', entries }, null, 2)}\n`;
}

const WEAVE = { name: 'weave', value: 250, unit: 'ns/iter', range: '± 5' };
const RATE = {
  name: 'test_weave',
  value: 4,
  unit: 'iter/sec',
  range: 'stddev: 0.125',
  extra: 'mean: 250 msec\nrounds: 9',
};

const HISTORY = history({
  Linux: [entry(HASH, 3000, 'cargo', WEAVE), entry(OTHER_HASH, 1000, 'cargo', { ...WEAVE, value: 500 })],
  Windows: [entry(HASH, 2000, 'pytest', RATE)],
});

const CUSTOM = JSON.stringify([
  { name: 'weave', unit: 'ms', value: 12.5, range: 0.5 },
  { name: 'knit', unit: 's', value: '2.5', extra: 'threads: 2' },
]);

itKeepsTheContract(githubActionBenchmark, { 'data.js': HISTORY, 'custom JSON': CUSTOM });

describe('a history of github-action-benchmark', () => {
  it('has a run for every entry of every suite, oldest first', () => {
    const { runs, problems } = readText(githubActionBenchmark, HISTORY);
    expect(problems).toEqual([]);
    expect(runs.map(({ commit, recordedAt, benchmarks }) => [commit, recordedAt, benchmarks[0]!.name])).toEqual([
      [OTHER_HASH, '1970-01-01T00:00:01.000Z', 'Linux > weave'],
      [HASH, '1970-01-01T00:00:02.000Z', 'Windows > test_weave'],
      [HASH, '1970-01-01T00:00:03.000Z', 'Linux > weave'],
    ]);
    expect(runs[2]!.benchmarks[0]!.metrics).toEqual([
      {
        name: 'time',
        unit: 'seconds',
        better: 'lower',
        scatter: 'sampled',
        value: expect.closeTo(2.5e-7, 18),
        figures: { kind: 'summary', deviation: null, count: null },
      },
    ]);
  });

  it('keeps a commit that was measured twice, and benchmarks that come and go', () => {
    const text = history({
      Loom: [entry(HASH, 1000, 'go', WEAVE), entry(HASH, 2000, 'go', { ...WEAVE, name: 'knit' })],
    });
    const { runs } = readText(githubActionBenchmark, text);
    expect(runs.map(({ commit, benchmarks }) => [commit, benchmarks[0]!.name])).toEqual([
      [HASH, 'Loom > weave'],
      [HASH, 'Loom > knit'],
    ]);
  });

  it.each([
    // 0.125 s of 0.25 s, of 4 a second: half of them.
    [
      'pytest',
      RATE,
      { name: 'throughput', better: 'higher', value: 4, figures: { kind: 'summary', deviation: 2, count: 9 } },
    ],
    [
      'benchmarkjs',
      { name: 'weave', value: 400, unit: 'ops/sec', range: '±1.00%', extra: '91 samples' },
      {
        better: 'higher',
        value: 400,
        figures: { deviation: expect.closeTo((4 * Math.sqrt(91)) / 1.98667, 3), count: 91 },
      },
    ],
    [
      'benchmarkdotnet',
      { name: 'weave', value: 400, unit: 'ns', range: '± 25.5' },
      { better: 'lower', value: expect.closeTo(4e-7, 18), figures: { deviation: expect.closeTo(2.55e-8, 18) } },
    ],
    // The action itself takes all of JMH for times.
    [
      'jmh',
      { name: 'weave', value: 3, unit: 'ops/us' },
      { name: 'throughput', better: 'higher', value: expect.closeTo(3e6, 3) },
    ],
    ['customBiggerIsBetter', { name: 'free', value: 3, unit: 'KiB' }, { unit: 'bytes', better: 'higher', value: 3072 }],
    [
      'customSmallerIsBetter',
      { name: 'load', value: 3, unit: 'points' },
      { name: 'points', better: 'lower', value: 3 },
    ],
    ['customSmallerIsBetter', { name: 'used', value: 0, unit: '%' }, { name: '%', better: 'lower', value: 0 }],
  ])('has what the tool %s means', (tool, bench, metric) => {
    expect(
      benchmarksIn(githubActionBenchmark, history({ Loom: [entry(HASH, 1, tool, bench)] }))[0]!.metrics,
    ).toMatchObject([metric]);
  });

  it.each([null, 'NaN', 0, -1])('has no figure of a time of %j', (value) => {
    const { runs, problems } = readText(
      githubActionBenchmark,
      history({ Loom: [entry(HASH, 1, 'cargo', { ...WEAVE, value })] }),
    );
    expect(runs).toEqual([]);
    expect(problems).toMatchObject([{ name: 'Loom > weave', message: expect.stringContaining(JSON.stringify(value)) }]);
  });

  it('says that it does not know a tool', () => {
    const { notes } = readText(githubActionBenchmark, history({ Loom: [entry(HASH, 1, 'spindle', WEAVE)] }));
    expect(notes).toContainEqual(expect.stringContaining('The tool spindle of Loom is not known'));
  });

  it('says where it is cut off', () => {
    expect(() => readText(githubActionBenchmark, HISTORY.slice(0, -20))).toThrow(/results: .*cut off/);
  });

  it('is read as plain JSON as well', () => {
    const text = HISTORY.replace('window.BENCHMARK_DATA = ', '');
    expect(readText(githubActionBenchmark, text).runs).toHaveLength(3);
  });
});

describe('custom JSON of github-action-benchmark', () => {
  it('says that less is better where its units are times', () => {
    expect(benchmarksIn(githubActionBenchmark, CUSTOM)).toMatchObject([
      { name: 'weave', metrics: [{ name: 'time', better: 'lower', value: 0.0125 }] },
      { name: 'knit', metrics: [{ name: 'time', better: 'lower', value: 2.5 }] },
    ]);
  });

  it('says that more is better of all where one of its units is a rate', () => {
    const text = JSON.stringify([
      { name: 'requests', unit: 'req/s', value: 70 },
      { name: 'free', unit: 'MB', value: 3 },
    ]);
    expect(benchmarksIn(githubActionBenchmark, text)).toMatchObject([
      { metrics: [{ name: 'throughput', unit: 'per second', better: 'higher', value: 70 }] },
      { metrics: [{ unit: 'bytes', better: 'higher', value: 3e6 }] },
    ]);
  });

  const unclear = JSON.stringify([{ name: 'weave', unit: 'points', value: 7 }]);

  it('is ambiguous where the units say nothing, and says what to do', async () => {
    await expect(readerOf(textSource('results.json', unclear))).rejects.toThrow(
      'results.json: it may be of github-action-benchmark-bigger or github-action-benchmark-smaller',
    );
    expect(() => readText(githubActionBenchmark, unclear)).toThrow(
      /--format github-action-benchmark-bigger or --format/,
    );
  });

  it.each([
    [githubActionBenchmarkBigger, 'higher'],
    [githubActionBenchmarkSmaller, 'lower'],
  ] as const)('is what its format says', (reader, better) => {
    expect(benchmarksIn(reader, unclear)[0]!.metrics).toMatchObject([{ better, value: 7 }]);
    expect(readText(reader, CUSTOM).runs[0]!.benchmarks[0]!.metrics).toMatchObject([{ better, value: 0.0125 }]);
  });

  it('says where a name is there twice', () => {
    const text = JSON.stringify([
      { name: 'weave', unit: 'ms', value: 1 },
      { name: 'weave', unit: 'ms', value: 2 },
    ]);
    const { runs, problems } = readText(githubActionBenchmark, text);
    expect(runs[0]!.benchmarks).toMatchObject([{ metrics: [{ value: 0.001 }] }]);
    expect(problems).toMatchObject([{ name: 'weave', message: expect.stringContaining('several of this name') }]);
  });

  it('has no figure of an entry of a history without a unit', () => {
    const { unit: _, ...bare } = WEAVE;
    const { runs, problems } = readText(githubActionBenchmark, history({ Linux: [entry(HASH, 3000, 'cargo', bare)] }));
    expect(runs).toEqual([]);
    expect(problems).toMatchObject([{ name: 'Linux > weave', message: expect.stringContaining('has no unit') }]);
  });
});
