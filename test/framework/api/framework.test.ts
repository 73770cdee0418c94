import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { StoreError, UsageError } from '../../../src/errors.ts';
import { type FrameworkOptions, PerformanceTestFramework } from '../../../src/framework/api/framework.ts';
import type { PerformanceTestResult } from '../../../src/model/result.ts';
import type { TestOptions } from '../../../src/model/suite.ts';
import { outsideCi, storedRuns, temporaryDirectory, work, workTimes } from '../fixtures.ts';

// Little is sampled, and the tolerance is wider than any noise, so that no verdict depends on a calm machine.
const quick: TestOptions = { iterations: 20, warmupIterations: 2, maxDuration: 1, tolerancePercent: 300 };
const MUCH_SLOWER = 25;

function framework(options: FrameworkOptions = {}): PerformanceTestFramework {
  const made = new PerformanceTestFramework(options);
  onTestFinished(() => made.close());
  return made;
}

beforeEach(outsideCi);

describe('runPerformanceTest', () => {
  it('has no baseline at first, holds on to the first run, and passes against it', async () => {
    const cachePath = temporaryDirectory();
    const first = await framework({ cachePath }).runPerformanceTest('sort', work, quick);
    expect(first.validation).toMatchObject({ verdict: 'no_baseline', isValid: true, pValue: null });
    expect(first.validation.minimumDetectableChangePercent).toBeNull();
    expect(first.change).toBeNull();
    expect(first.thresholds.baselineMedian).toBeNull();
    expect(first.recording).toEqual({ state: 'recorded' });

    const second = await framework({ cachePath }).runPerformanceTest('sort', work, quick);
    expect(['pass', 'inconclusive'], second.validation.message).toContain(second.validation.verdict);
    expect(second.validation.isValid).toBe(true);
    expect(second.thresholds.baselineMedian).toBeCloseTo(first.estimate, 12);
    expect(second.validation.minimumDetectableChangePercent).toBeGreaterThan(300);
    const expected = second.views[0]!.expected;
    expect(second.change!.percent).toBeCloseTo(100 * (second.estimate / expected - 1), 6);
    expect(await storedRuns(cachePath)).toHaveLength(2);
  });

  it('makes no directory where nothing is stored', async () => {
    const cachePath = join(temporaryDirectory(), 'cache');
    const recorded: string[] = [];
    const recorder = (records: readonly { readonly testName: string }[]) =>
      void recorded.push(...records.map(({ testName }) => testName));
    const reading = framework({ cachePath, recording: 'never' });
    const result = await reading.runPerformanceTest('sort', work, quick);
    expect(result.validation.verdict).toBe('no_baseline');
    await reading.validateRegression('sort', [1, 2, 3]);
    expect(await reading.recordedTime({ baselineKey: 'sort' })).toBeNull();
    await framework({ cachePath, recorder }).runPerformanceTest('sort', work, quick);
    expect(recorded).toEqual(['sort']);
    expect(existsSync(cachePath)).toBe(false);
  });

  it('puts a whole result together', async () => {
    const patient = { ...quick, maxDuration: 30 };
    const result = await framework({ cachePath: temporaryDirectory() }).runPerformanceTest('sort', work, patient);
    expect(result).toMatchObject({ testName: 'sort', baselineKey: 'sort', file: null, method: 'in_process' });
    expect(result.samples).toHaveLength(20);
    expect(result.samples.every((sample) => sample > 0)).toBe(true);
    expect(result.statistics.sampleCount).toBe(20);
    expect(result.processes).toHaveLength(1);
    expect(result.environmentContext.resourceConstraints.measurementDuration).toBeGreaterThan(0);
    expect(result.thresholds.lowerBound).toBeLessThan(result.estimate);
    expect(result.thresholds.upperBound).toBeGreaterThan(result.estimate);
    expect(Number.isNaN(Date.parse(result.timestamp))).toBe(false);
  });

  it('finds a regression after looking twice, keeps it aside, and does not learn it', async () => {
    const cachePath = temporaryDirectory();
    const tests = framework({ cachePath });
    const first = await tests.runPerformanceTest('sort', work, quick);
    const slow = await tests.runPerformanceTest('sort', workTimes(MUCH_SLOWER), quick);
    expect(slow.validation).toMatchObject({ verdict: 'regression', isValid: false });
    // A busy machine may have it look once more.
    expect(slow.validation.message).toMatch(
      /slower than the baseline.*; confirmed by (?:a second measurement|two more measurements)\.$/,
    );
    expect(slow.processes.slice(0, 2).map(({ round }) => round)).toEqual([0, 1]);
    expect(slow.change!.percent).toBeGreaterThan(300);
    expect(slow.recording).toEqual({ state: 'kept_as_regression' });

    const normal = await tests.runPerformanceTest('sort', work, quick);
    expect(normal.validation.isValid).toBe(true);
    expect(normal.thresholds.baselineMedian).toBeCloseTo(first.estimate, 12);
    expect((await storedRuns(cachePath)).map(({ status }) => status)).toEqual(['recorded', 'regression', 'recorded']);
  });

  it('calls a much faster function an improvement', async () => {
    const tests = framework({ cachePath: temporaryDirectory() });
    await tests.runPerformanceTest('sort', workTimes(MUCH_SLOWER), quick);
    const fast = await tests.runPerformanceTest('sort', work, quick);
    expect(fast.validation).toMatchObject({ verdict: 'improvement', isValid: true });
  });

  it('lets what the function throws pass, and records nothing', async () => {
    const cachePath = temporaryDirectory();
    const tests = framework({ cachePath });
    const failure = new Error('no such file');
    const fail = () => {
      throw failure;
    };
    await expect(tests.runPerformanceTest('fails', fail, quick)).rejects.toBe(failure);
    await expect(tests.runPerformanceTest('rejects', () => Promise.reject(failure), quick)).rejects.toBe(failure);
    expect(await storedRuns(cachePath)).toEqual([]);
    // It is still good for other tests.
    expect((await tests.runPerformanceTest('sort', work, quick)).validation.verdict).toBe('no_baseline');
  });

  it('awaits functions that return promises', async () => {
    let running = 0;
    let most = 0;
    const asynchronous = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
    };
    const result = await framework({ cachePath: temporaryDirectory() }).runPerformanceTest('wait', asynchronous, quick);
    expect(result.statistics.sampleCount).toBe(20);
    expect(most).toBe(1);
    expect(running).toBe(0);
  });

  it('lets tests that overlap take turns', async () => {
    const tests = framework({ cachePath: temporaryDirectory() });
    const calls: string[] = [];
    const noted = (name: string) => async () => {
      await null;
      if (calls.at(-1) !== name) calls.push(name);
    };
    const fail = () => Promise.reject(new Error('a turn that fails'));
    const failing = tests.runPerformanceTest('fails', fail, quick);
    const both = ['a', 'b'].map((name) => tests.runPerformanceTest(name, noted(name), quick));
    await expect(failing).rejects.toThrow('a turn that fails');
    await Promise.all(both);
    expect(calls).toEqual(['a', 'b']);
  });

  it('stores a baseline under the key that it is given', async () => {
    const cachePath = temporaryDirectory();
    const tests = framework({ cachePath });
    await tests.runPerformanceTest('old name', work, { ...quick, baselineKey: 'sorting' });
    const renamed = await tests.runPerformanceTest('new name', work, { ...quick, baselineKey: 'sorting' });
    expect(renamed).toMatchObject({ testName: 'new name', baselineKey: 'sorting' });
    expect(renamed.thresholds.baselineMedian).not.toBeNull();
    expect((await storedRuns(cachePath)).map(({ testName }) => testName)).toEqual(['sorting', 'sorting']);
  });

  it('keeps nothing between frameworks where caching is switched off, and compares within one', async () => {
    const config = new PerformanceConfig({ enableCaching: false, cacheDirectory: temporaryDirectory() });
    const tests = framework({ config });
    const hasBaseline = async (tried: PerformanceTestFramework) =>
      (await tried.runPerformanceTest('sort', work, quick)).thresholds.baselineMedian !== null;
    const another = framework({ config });
    expect([await hasBaseline(tests), await hasBaseline(tests), await hasBaseline(another)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(await storedRuns(config.cacheDirectory)).toEqual([]);
  });

  it('works in two frameworks on one directory at once', async () => {
    const cachePath = temporaryDirectory();
    const names = ['a', 'b'];
    const runAll = (tests: PerformanceTestFramework): Promise<readonly PerformanceTestResult[]> =>
      Promise.all(names.map((name) => tests.runPerformanceTest(name, work, quick)));
    const results = (await Promise.all([runAll(framework({ cachePath })), runAll(framework({ cachePath }))])).flat();
    expect(results.map(({ recording }) => recording.state)).toEqual(new Array(4).fill('recorded'));
    const runs = await storedRuns(cachePath);
    expect(runs.map(({ testName }) => testName)).toEqual(['a', 'a', 'b', 'b']);
    expect(new Set(runs.map(({ runId }) => runId)).size).toBe(4);
  });

  it('leaves each run the weight that the adaptation rate says', async () => {
    const cachePath = temporaryDirectory();
    const config = new PerformanceConfig({ adaptationRate: 0.25 });
    await framework({ cachePath, config }).runPerformanceTest('sort', work, quick);
    expect((await storedRuns(cachePath))[0]!.decayFactor).toBe(0.75);
  });

  it('takes the number of iterations from the configuration', async () => {
    const config = new PerformanceConfig({ defaultIterations: 6, warmupIterations: 0 });
    const { statistics } = await framework({ cachePath: temporaryDirectory(), config }).runPerformanceTest('s', work);
    expect(statistics.sampleCount).toBe(6);
  });

  it('says what the store has to say', async () => {
    const cachePath = temporaryDirectory();
    writeFileSync(
      join(cachePath, 'baselines.sqlite'),
      'this is no database, and long enough to be seen as one'.repeat(99),
    );
    const result = await framework({ cachePath }).runPerformanceTest('sort', work, quick);
    expect(result.validation.warnings.join('\n')).toMatch(/baselines\.damaged-/);
  });
});

describe('misuse', () => {
  const tests = () => framework({ cachePath: temporaryDirectory() });
  const anything = (value: unknown) => value as never;

  it.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'an empty name',
      () => tests().runPerformanceTest(' ', work),
      /a name must be a string that is not empty, not " "/,
    ],
    ['no name', () => tests().runPerformanceTest(anything(undefined), work), /a name must be a string/],
    [
      'a name that cannot be stored',
      () => tests().runPerformanceTest('a\0b', work),
      /^runPerformanceTest: No baseline can be stored under "a\\u0000b": it has a NUL/,
    ],
    ['no function', () => tests().runPerformanceTest('x', anything(3)), /runPerformanceTest\("x"\): .* a function/],
    ['a wrong value', () => tests().runPerformanceTest('x', work, { iterations: 0 }), /`iterations` must be/],
    ['no such option', () => tests().runPerformanceTest('x', work, anything({ warmup: 3 })), /unknown option `warmup`/],
    ['a hook', () => tests().runPerformanceTest('x', work, anything({ setup: work })), /`setup` belongs to perf\(\)/],
    [
      'an option of a comparison',
      () => tests().runPerformanceTest('x', work, anything({ maxOverheadPercent: 3 })),
      /`maxOverheadPercent` belongs to comparePerformance/,
    ],
    ['options that are none', () => tests().runPerformanceTest('x', work, anything(5)), /options must be an object/],
    ['a comparison without a name', () => tests().comparePerformance('a', '', work, work), /a name must be/],
    ['a comparison without a function', () => tests().comparePerformance('a', 'b', work, anything(0)), /a function/],
  ])('%s', async (_what, misuse, message) => {
    await expect(misuse()).rejects.toThrow(UsageError);
    await expect(misuse()).rejects.toThrow(message);
  });

  it('a configuration that is wrong', () => {
    const config = new PerformanceConfig({ confidenceLevel: 95 });
    expect(() => new PerformanceTestFramework({ config })).toThrow(UsageError);
  });

  it('a framework that was closed', async () => {
    const closed = tests();
    await closed.close();
    await expect(closed.runPerformanceTest('x', work, quick)).rejects.toThrow(StoreError);
    await expect(closed.validateRegression('x', [1])).rejects.toThrow(/closed/);
    await closed.close();
  });

  it('an option that is undefined counts as not given', async () => {
    const options = { ...quick, maxDuration: undefined, processes: undefined } as unknown as TestOptions;
    const result = await tests().runPerformanceTest('sort', work, options);
    expect(result.statistics.sampleCount).toBe(20);
  });

  it('a directory that cannot be: each operation says so, and closing does not', async () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    const broken = framework({ cachePath: join(file, 'cache') });
    await expect(broken.runPerformanceTest('x', work, quick)).rejects.toThrow(StoreError);
    await expect(broken.validateRegression('x', [1])).rejects.toThrow(StoreError);
    await expect(broken.close()).resolves.toBeUndefined();
  });
});
