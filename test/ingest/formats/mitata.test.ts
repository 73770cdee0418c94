import { describe, expect, it } from 'vitest';
import { mitata } from '../../../src/ingest/formats/mitata.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const STATS = {
  kind: 'fn',
  debug: '',
  ticks: 8,
  samples: [250, 500, 750],
  min: 250,
  max: 750,
  avg: 500,
  p25: 250,
  p50: 500,
  p75: 750,
  p99: 750,
  p999: 750,
};
const CONTEXT = {
  now: 1_709_202_030_000,
  arch: 'x64-linux',
  version: '22.1.0',
  runtime: 'node',
  cpu: { name: 'Loom CPU 9', freq: 3.5 },
  noop: { fn: STATS, iter: STATS },
};

function trial(run: object, change: object = {}): object {
  return {
    kind: 'static',
    args: {},
    alias: 'weave',
    group: 0,
    baseline: false,
    runs: [{ args: {}, name: 'weave', ...run }],
    style: {},
    ...change,
  };
}

function json(...benchmarks: readonly object[]): string {
  const layout = [
    { name: null, types: [] },
    { name: 'wool', types: ['g'] },
  ];
  return JSON.stringify({ layout, benchmarks, context: CONTEXT }, null, 1);
}

const OLD = JSON.stringify({
  benchmarks: [
    {
      name: 'weave',
      group: null,
      time: 500,
      warmup: true,
      async: false,
      baseline: false,
      stats: { min: 250, max: 750, p75: 700, avg: 500 },
    },
    { name: 'weave', group: 'wool', stats: { avg: 750 } },
    { name: 'knit', group: '$mitata_group1', stats: { avg: 1000 } },
    { name: 'tear', group: null, error: { message: 'no wool', stack: '' } },
  ],
  cpu: 'Loom CPU 9',
  runtime: 'node 18.0.0 (x64-linux)',
});

itKeepsTheContract(mitata, {
  'version 1': json(trial({ stats: STATS }), trial({ stats: STATS, name: 'knit' })),
  'version 0.1': OLD,
});

describe('mitata', () => {
  it('has samples in nanoseconds', () => {
    expect(readText(mitata, json(trial({ stats: STATS })))).toEqual({
      runs: [
        {
          commit: null,
          recordedAt: '2024-02-29T10:20:30.000Z',
          machine: 'Loom CPU 9, x64-linux',
          runtime: 'node 22.1.0',
          benchmarks: [
            {
              name: 'weave',
              metrics: [
                {
                  name: 'time',
                  unit: 'seconds',
                  better: 'lower',
                  scatter: 'sampled',
                  value: expect.closeTo(5e-7, 18),
                  figures: { kind: 'samples', samples: [2.5e-7, 5e-7, 7.5e-7].map((each) => expect.closeTo(each, 18)) },
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

  it('has a mean alone where samples were left out', () => {
    expect(benchmarksIn(mitata, json(trial({ stats: { ...STATS, samples: null } })))[0]!.metrics[0]!.figures).toEqual({
      kind: 'summary',
      deviation: null,
      count: null,
    });
  });

  it('has groups and arguments in names', () => {
    const runs = [
      { args: { size: 10 }, name: 'weave 10', stats: STATS },
      { args: { size: 20 }, name: 'weave', stats: STATS },
    ];
    expect(benchmarksIn(mitata, json(trial({}, { kind: 'args', group: 1, runs }))).map(({ name }) => name)).toEqual([
      'wool > weave 10',
      'wool > weave (size=20)',
    ]);
  });

  it('has by how much the heap grew, and says what it leaves out', () => {
    const stats = {
      ...STATS,
      heap: { _: 4, total: 256, min: 0, max: 128, avg: 64 },
      gc: { avg: 1, min: 1, max: 1, total: 3 },
    };
    const { runs, notes } = readText(mitata, json(trial({ stats })));
    expect(runs[0]!.benchmarks[0]!.metrics[1]).toEqual({
      name: 'allocatedBytes',
      unit: 'bytes',
      better: 'lower',
      scatter: 'sampled',
      value: 64,
      figures: { kind: 'summary', deviation: null, count: 4 },
    });
    expect(notes).toEqual([expect.stringContaining('left out')]);
  });

  it.each([
    ['an error', { error: { message: 'no wool', stack: '' } }, 'it failed: no wool.'],
    ['no statistics', {}, 'its mean is null; it failed, or does nothing that can be measured.'],
    ['a mean of 0', { stats: { ...STATS, avg: 0 } }, 'its mean is 0; it failed, or does nothing that can be measured.'],
  ])('has no figure of a run with %s', (_, run, message) => {
    const read = readText(mitata, json(trial(run)));
    expect(read.runs).toEqual([]);
    expect(read.problems).toEqual([{ line: null, name: 'weave', message }]);
  });

  it('had other JSON before version 1', () => {
    const { runs, problems } = readText(mitata, OLD);
    expect(runs[0]).toMatchObject({ machine: 'Loom CPU 9', runtime: 'node 18.0.0 (x64-linux)' });
    expect(runs[0]!.benchmarks.map(({ name, metrics }) => [name, metrics[0]!.value])).toEqual([
      ['weave', expect.closeTo(5e-7, 18)],
      ['wool > weave', expect.closeTo(7.5e-7, 18)],
      ['knit', expect.closeTo(1e-6, 18)],
    ]);
    expect(problems).toMatchObject([{ name: 'tear', message: 'it failed: no wool.' }]);
  });
});
