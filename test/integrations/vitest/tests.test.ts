import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, type TestContext, vi } from 'vitest';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { PerformanceTestFramework } from '../../../src/framework/api/framework.ts';
import { unpackOutcome } from '../../../src/integrations/shared/outcome.ts';
import provider from '../../../src/integrations/vitest/bench-provider.ts';
import type { MeasuredMeta, ProvidedSettings } from '../../../src/integrations/vitest/channel.ts';
import { test } from '../../../src/integrations/vitest/fixtures.ts';
import { startMeasuring } from '../../../src/integrations/vitest/measured-test.ts';
import { performanceTest } from '../../../src/integrations/vitest/performance-test.ts';
import { outsideCi, storedRuns, work, workTimes } from '../../framework/fixtures.ts';
import { QUICK } from '../shared/fixtures.ts';

const provided = vi.hoisted(() => ({}) as { evenkeel: ProvidedSettings; evenkeelProject: { wrongUse: null } });
// These tests are real ones of Vitest; only what the plug-in would have told them comes from here.
vi.mock('vitest', async (original) => ({
  ...(await original<typeof import('vitest')>()),
  inject: (key: keyof typeof provided) => provided[key],
}));

const cacheDirectory = join(tmpdir(), `evenkeel-vitest-tests-${process.pid}`);
Object.assign(provided, {
  evenkeelProject: { wrongUse: null },
  evenkeel: {
    include: [],
    coverage: false,
    settings: {
      directory: import.meta.dirname,
      config: { ...new PerformanceConfig({ cacheDirectory }) },
      recording: 'automatic',
      overrides: {},
      failOnInconclusive: false,
      acceptWith: '`vitest run -u`',
      reportFiles: [],
    },
  } satisfies ProvidedSettings,
});

let restore: () => void;
beforeEach(() => {
  restore = outsideCi();
});
afterEach(() => restore());
afterAll(() => rmSync(cacheDirectory, { recursive: true, force: true }));

/** What a test left for the reporter. */
function leftBy(task: TestContext['task']) {
  const { evenkeel } = task.meta as { evenkeel?: MeasuredMeta };
  return { meta: evenkeel!, outcome: unpackOutcome(evenkeel!.packed) };
}

const { iterations, warmupIterations, maxDuration, tolerancePercent } = QUICK;
const quick = { iterations, warmupIterations, maxDuration, tolerancePercent };

/** Stores a run of a name, for tests that are to be judged. */
async function recordRun(testName: string): Promise<void> {
  const framework = new PerformanceTestFramework({ cachePath: cacheDirectory });
  await framework.runPerformanceTest(testName, workTimes(1), quick);
  await framework.close();
}

describe('performanceTest', () => {
  performanceTest('sorts', quick, work);
  performanceTest.skipIf(false)('sorts where nothing is skipped', quick, work);
  performanceTest.runIf(true)('sorts where it is asked for', quick, work);

  it('wants a function', () => {
    expect(() => performanceTest('sorts', {} as never)).toThrow(/the last argument must be the function to measure/);
  });
});

describe('the fixtures', () => {
  test('measure, and leave what is to be stored for the main process', async ({ task, performanceTest, expect }) => {
    const result = await performanceTest('sort by fixture', work, quick);
    expect(result.validation.verdict).toBe('no_baseline');
    const { meta, outcome } = leftBy(task);
    expect(meta.tests).toEqual([{ name: 'sort by fixture', verdict: 'no_baseline', changePercent: null }]);
    expect(outcome.records).toHaveLength(1);
    expect(existsSync(cacheDirectory) ? await storedRuns(cacheDirectory) : []).not.toContainEqual(
      expect.objectContaining({ testName: 'sort by fixture' }),
    );
  });

  test('fail for a regression', async ({ performanceTest, expect }) => {
    await recordRun('slower');
    await expect(performanceTest('slower', workTimes(60), quick)).rejects.toThrow(/"slower" got slower.*vitest run -u/);
  });

  test('have the framework and the resolver', async ({ task, performanceFramework, dependencyResolver, expect }) => {
    expect(await dependencyResolver.resolveModule('node:fs')).toHaveProperty('readFileSync');
    await performanceFramework.comparePerformance('once', 'twice', work, workTimes(2), quick);
    expect(leftBy(task).meta.tests[0]).toMatchObject({ name: 'twice against once' });
  });
});

describe('startMeasuring', () => {
  const skip = (note?: string): never => {
    throw new Error(`skipped: ${note}`);
  };

  it('refuses a concurrent test', ({ task }) => {
    const concurrent = { ...task, name: 'sorts', concurrent: true };
    expect(() => startMeasuring({ task: concurrent, skip: skip as never }, 'performanceTest')).toThrow(
      /"sorts" is a performance test and concurrent.*Take `concurrent` away/,
    );
  });

  it('leaves a test out where code coverage is on, with a note', ({ task }) => {
    const before = provided.evenkeel;
    provided.evenkeel = { ...before, coverage: true };
    expect(() => startMeasuring({ task, skip: skip as never }, 'performanceTest')).toThrow(
      /skipped: not measured: code coverage is on/,
    );
    provided.evenkeel = before;
  });
});

describe("the provider of Vitest's own benchmarks", () => {
  it('measures, answers Vitest, and leaves what is to be stored', async ({ task }) => {
    const calls: string[] = [];
    const registrations = [
      {
        name: 'sort',
        fn: work,
        fnOpts: { beforeAll: () => calls.push('before'), afterAll: () => calls.push('after') },
      },
      { name: 'again', fn: work },
    ];
    const options = { iterations, warmupIterations, time: 5000 };
    const answers = await provider.run({
      test: Object.assign(task, { fullTestName: 'sorting' }),
      registrations,
      options,
    });
    expect(answers.map(({ name }) => name)).toEqual(['sort', 'again']);
    expect(answers[0]!.latency.samplesCount).toBe(iterations);
    expect(calls).toEqual(['before', 'after']);
    expect(leftBy(task).meta.tests.map(({ name }) => name)).toEqual(['sorting > sort', 'sorting > again']);
  });

  it('fails for a regression', async ({ task }) => {
    const test = Object.assign(task, { fullTestName: 'sorting' });
    await recordRun('sorting > dearer');
    const registrations = [{ name: 'dearer', fn: workTimes(60) }];
    await expect(provider.run({ test, registrations, options: { iterations, time: 5000 } })).rejects.toThrow(
      /"sorting > dearer" got slower/,
    );
  });

  it('refuses hooks around every call, and a run without the plug-in', async ({ task }) => {
    const registrations = [{ name: 'sort', fn: work, fnOpts: { beforeEach: work } }];
    await expect(provider.run({ test: task, registrations })).rejects.toThrow(/bench\("sort"\): `beforeEach`/);
    const before = provided.evenkeel;
    Object.assign(provided, { evenkeel: undefined });
    await expect(provider.run({ test: task, registrations: [] })).rejects.toThrow(/needs its plug-in/);
    provided.evenkeel = before;
  });
});
