import { describe, expect, it } from 'vitest';
import { vitest } from '../../../src/ingest/formats/vitest.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const TASK = {
  id: '12_0_0',
  name: 'weave',
  rank: 1,
  rme: 1.5,
  samples: [] as number[],
  totalTime: 500,
  min: 0.2,
  max: 2,
  hz: 2000,
  period: 0.5,
  mean: 0.5,
  variance: 0.0625,
  sd: 0.25,
  sem: 0.01,
  df: 999,
  critical: 1.96,
  moe: 0.02,
  p75: 0.6,
  p99: 1,
  p995: 1.2,
  p999: 1.5,
  sampleCount: 1000,
  median: 0.45,
};

function report(...benchmarks: readonly object[]): string {
  const groups = [{ fullName: 'src/loom.bench.ts > loom > wool', benchmarks }];
  return JSON.stringify({ files: [{ filepath: '/home/somebody/src/loom.bench.ts', groups }] }, null, 2);
}

const LATENCY = {
  mean: 0.5,
  sd: 0.25,
  rme: 1.5,
  p50: 0.45,
  df: 999,
  samples: undefined as number[] | undefined,
  samplesCount: 1000,
};
const NEW_TASK = { name: 'weave', latency: LATENCY, throughput: { mean: 2100 }, period: 0.5, totalTime: 500, rank: 1 };

function test5(benchmarks: readonly object[], change: object = {}): object {
  const titles = { ancestorTitles: ['loom'], title: 'is quick', fullName: 'loom is quick' };
  return { ...titles, status: 'passed', meta: {}, benchmarks, ...change };
}

function report5(files: Readonly<Record<string, readonly object[]>>): string {
  const testResults = Object.entries(files).map(([name, assertionResults]) => ({
    name,
    status: 'passed',
    assertionResults,
  }));
  return JSON.stringify({ numTotalTests: 1, startTime: 1_709_202_030_000, success: true, testResults });
}

const NEW = report5({
  '/home/somebody/loom.test.ts': [
    test5([{ name: 'loom > is quick', tasks: [NEW_TASK, { ...NEW_TASK, name: 'knit' }] }]),
  ],
});

itKeepsTheContract(vitest, { 'Vitest 3 and 4': report(TASK, { ...TASK, name: 'knit' }), 'Vitest 5': NEW });

describe('Vitest 3 and 4', () => {
  it('have milliseconds, under the names of the file and of every describe', () => {
    expect(benchmarksIn(vitest, report(TASK))).toEqual([
      {
        name: 'src/loom.bench.ts > loom > wool > weave',
        metrics: [
          {
            name: 'time',
            unit: 'seconds',
            better: 'lower',
            scatter: 'sampled',
            value: 0.0005,
            figures: { kind: 'summary', deviation: 0.00025, count: 1000 },
          },
        ],
      },
    ]);
  });

  it('have samples where they were kept', () => {
    expect(benchmarksIn(vitest, report({ ...TASK, samples: [0.5, 0.25] }))[0]!.metrics[0]!.figures).toEqual({
      kind: 'samples',
      samples: [0.0005, 0.00025],
    });
  });

  it('have no figure of a benchmark that failed', () => {
    const failed = { id: '12_0_1', name: 'knit', rank: 0, rme: 0, samples: [] };
    const { runs, problems } = readText(vitest, report(TASK, failed, { ...TASK, name: 'spin', mean: null }));
    expect(runs[0]!.benchmarks).toHaveLength(1);
    expect(problems.map(({ name }) => name)).toEqual([
      'src/loom.bench.ts > loom > wool > knit',
      'src/loom.bench.ts > loom > wool > spin',
    ]);
  });

  it('say where two have one name', () => {
    const { problems } = readText(vitest, report(TASK, { ...TASK, mean: 9 }));
    expect(problems).toMatchObject([{ message: expect.stringContaining('several of this name') }]);
  });
});

describe('Vitest before 2', () => {
  it('has lists by the name of the innermost describe', () => {
    const text = JSON.stringify({
      numTotalTestSuites: 1,
      numTotalTests: 1,
      testResults: { wool: [{ ...TASK, samples: 'ignore' }] },
    });
    expect(benchmarksIn(vitest, text)).toMatchObject([{ name: 'wool > weave', metrics: [{ value: 0.0005 }] }]);
  });
});

describe('Vitest 5', () => {
  it('has benchmarks in its tests, whose file is a path of the machine', () => {
    const { runs } = readText(vitest, NEW);
    expect(runs[0]!.recordedAt).toBe('2024-02-29T10:20:30.000Z');
    expect(runs[0]!.benchmarks).toMatchObject([
      {
        name: 'loom.test.ts > loom > is quick > weave',
        metrics: [{ name: 'time', value: 0.0005, figures: { kind: 'summary', deviation: 0.00025, count: 1000 } }],
      },
      { name: 'loom.test.ts > loom > is quick > knit' },
    ]);
  });

  it('has as much of the paths as tells files apart', () => {
    const test = test5([{ name: 'loom > is quick', tasks: [NEW_TASK] }]);
    const text = report5({
      '/home/a/wool/loom.test.ts': [test],
      '/home/a/silk/loom.test.ts': [test],
      '/home/a/spin.test.ts': [test],
    });
    expect(benchmarksIn(vitest, text).map(({ name }) => name.split(' > ')[0])).toEqual([
      'wool/loom.test.ts',
      'silk/loom.test.ts',
      'spin.test.ts',
    ]);
  });

  it('has the names of benchmarks that are not their test', () => {
    const text = report5({ 'loom.test.ts': [test5([{ name: 'with wool', tasks: [NEW_TASK] }])] });
    expect(benchmarksIn(vitest, text)[0]!.name).toBe('loom.test.ts > loom > is quick > with wool > weave');
  });

  it('leaves out what was stored before', () => {
    const tasks = [NEW_TASK, { ...NEW_TASK, name: 'before', fromStore: true }];
    const { runs, notes } = readText(vitest, report5({ 'loom.test.ts': [test5([{ name: 'x', tasks }])] }));
    expect(runs[0]!.benchmarks).toHaveLength(1);
    expect(notes).toContainEqual(expect.stringContaining('Stored results'));
  });

  it('says where a test failed before its benchmarks', () => {
    const failed = test5([], { status: 'failed', title: 'is broken' });
    const tests = [test5([{ name: 'x', tasks: [NEW_TASK] }]), failed];
    expect(readText(vitest, report5({ 'loom.test.ts': tests })).problems).toMatchObject([
      { name: 'loom.test.ts > loom > is broken' },
    ]);
  });
});
