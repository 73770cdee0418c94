import { describe, expect, it } from 'vitest';
import { benchmarkDotNet } from '../../../src/ingest/formats/benchmarkdotnet.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const HOST = { ProcessorName: 'Some CPU', RuntimeVersion: '.NET 10.0.4', OsVersion: 'Some OS 1' };
const FULL = {
  DisplayInfo: 'Tree.Insert: DefaultJob [Size=64]',
  Namespace: 'Example',
  Type: 'Tree',
  Method: 'Insert',
  Parameters: 'Size=64',
  FullName: 'Example.Tree.Insert(Size: 64)',
  Statistics: { OriginalValues: [100, 120], N: 2, Mean: 110, StandardDeviation: 14 },
  Memory: { Gen0Collections: 1, TotalOperations: 64, BytesAllocatedPerOperation: 368 },
  Measurements: [
    measurement('Overhead', 'Actual', 1, 10, 50),
    measurement('Workload', 'Warmup', 1, 10, 9000),
    measurement('Workload', 'Result', 1, 10, 1000),
    measurement('Workload', 'Result', 2, 10, 1200),
  ],
};

itKeepsTheContract(benchmarkDotNet, { JSON: jsonOf([FULL]) });

describe('BenchmarkDotNet', () => {
  it('gives results of each launch as a process, without warm-up and overhead', () => {
    expect(readText(benchmarkDotNet, jsonOf([FULL]))).toEqual({
      runs: [
        {
          commit: null,
          recordedAt: null,
          machine: 'Some CPU, Some OS 1',
          runtime: '.NET 10.0.4',
          benchmarks: [
            {
              name: 'Example.Tree.Insert(Size: 64)',
              metrics: [
                { ...TIME, value: 110e-9, figures: { kind: 'processes', processes: [[100e-9], [120e-9]] } },
                {
                  name: 'allocatedBytes',
                  unit: 'bytes',
                  better: 'lower',
                  scatter: 'counted',
                  value: 368,
                  figures: { kind: 'samples', samples: [368] },
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

  it.each([
    ['the statistics of one launch', [measurement('Workload', 'Actual', 1, 10, 1000)], 'processes'],
    ['a brief file', undefined, 'samples'],
  ])('gives the figures of %s', (_, Measurements, kind) => {
    expect(firstOf({ ...FULL, Measurements }).figures.kind).toBe(kind);
  });

  it('gives samples of one process where its job runs in the process of its runner', () => {
    const DisplayInfo = 'Tree.Insert: Job-ABCDEF(Toolchain=InProcessEmitToolchain)';
    expect(firstOf({ ...FULL, DisplayInfo }).figures).toEqual({ kind: 'samples', samples: [100e-9, 120e-9] });
  });

  it('gives a summary of files of old versions, which have no values', () => {
    const old = {
      ShortInfo: 'Tree_Insert',
      Namespace: 'Example',
      Type: 'Tree',
      Method: 'Insert',
      Parameters: 'Size=64',
    };
    const Statistics = { N: 20, Mean: 1500, StandardDeviation: 30 };
    expect(benchmarksIn(benchmarkDotNet, jsonOf([{ ...old, Statistics }]))).toEqual([
      {
        name: 'Example.Tree.Insert(Size=64)',
        metrics: [{ ...TIME, value: 1500e-9, figures: { kind: 'summary', deviation: 30e-9, count: 20 } }],
      },
    ]);
  });

  it('tells jobs of one benchmark apart, without the names that are made up for them', () => {
    const job = (text: string) => ({ ...FULL, DisplayInfo: `Tree.Insert: ${text} [Size=64]` });
    const text = jsonOf([job('Job-ABCDEF(Runtime=.NET 8.0)'), job('Job-GHIJKL(Runtime=.NET 9.0)')]);
    expect(benchmarksIn(benchmarkDotNet, text).map(({ name }) => name)).toEqual([
      'Example.Tree.Insert(Size: 64) [Runtime=.NET 8.0]',
      'Example.Tree.Insert(Size: 64) [Runtime=.NET 9.0]',
    ]);
  });

  it.each([
    ['no statistics', null, /^it has no statistics: it failed/],
    ['a mean of zero', { Mean: 0 }, /^its time is 0/],
    ['a mean that is no number', { Mean: 'NaN' }, /^it has no statistics/],
  ])('says where there is %s', (_, Statistics, message) => {
    const wrong = { ...FULL, FullName: 'B', Statistics, Measurements: undefined };
    expect(readText(benchmarkDotNet, jsonOf([FULL, wrong])).problems).toEqual([
      { line: null, name: 'B', message: expect.stringMatching(message) },
    ]);
  });
});

const TIME = { name: 'time', unit: 'seconds', better: 'lower', scatter: 'sampled' };

function measurement(mode: string, stage: string, launch: number, operations: number, nanoseconds: number) {
  return {
    IterationMode: mode,
    IterationStage: stage,
    LaunchIndex: launch,
    IterationIndex: 1,
    Operations: operations,
    Nanoseconds: nanoseconds,
  };
}

function firstOf(benchmark: unknown) {
  return benchmarksIn(benchmarkDotNet, jsonOf([benchmark]))[0]!.metrics[0]!;
}

function jsonOf(benchmarks: readonly unknown[]): string {
  return JSON.stringify({ Title: 'Example', HostEnvironmentInfo: HOST, Benchmarks: benchmarks }, null, 2);
}
