import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { EnvironmentDetector } from '../../../src/environment/environment-detector.ts';
import { UsageError } from '../../../src/errors.ts';
import { PerformanceTestFramework } from '../../../src/framework/api/framework.ts';
import { ThresholdManager } from '../../../src/framework/api/threshold-manager.ts';
import type { RegressionTestType } from '../../../src/model/statistics.ts';
import { outsideCi, storedRuns, temporaryDirectory, work } from '../fixtures.ts';

beforeEach(outsideCi);

/** Samples around a time, as a run might take them: with a little spread, all of it upwards. */
function samplesAround(seconds: number): readonly number[] {
  return Array.from({ length: 50 }, (_, i) => seconds * (1 + 0.001 * (i % 7)));
}

async function historyOf(times: readonly number[], config = new PerformanceConfig()) {
  const cachePath = temporaryDirectory();
  const { environmentKey } = await new EnvironmentDetector().getEnvironmentContext();
  const manager = new ThresholdManager({ cachePath });
  for (const time of times) await manager.updateBaseline('parse', environmentKey, samplesAround(time));
  await manager.close();
  const framework = new PerformanceTestFramework({ cachePath, config });
  onTestFinished(() => framework.close());
  return { framework, cachePath };
}

const STEADY = [1, 1.01, 0.99, 1, 1.02, 0.98, 1, 1.01, 1, 0.99, 1.01, 1].map((factor) => factor * 0.001);

describe('validateRegression', () => {
  it('has nothing to say without history', async () => {
    const { framework } = await historyOf([]);
    const analysis = await framework.validateRegression('parse', samplesAround(0.001));
    expect(analysis).toMatchObject({ testName: 'parse', isRegression: false, verdict: 'no_baseline', tests: [] });
    expect(analysis.changePercent).toBeNull();
    expect(analysis.recommendation).toBe(
      'Only 0 earlier runs are known: record 12 more for the full strength of this check.',
    );
  });

  it('finds samples like the earlier ones unchanged', async () => {
    const { framework, cachePath } = await historyOf(STEADY);
    const analysis = await framework.validateRegression('parse', samplesAround(0.001));
    expect(analysis).toMatchObject({ isRegression: false, verdict: 'pass', recommendation: 'Nothing to do.' });
    expect(analysis.changePercent).toBeCloseTo(0, 1);
    expect(analysis.thresholds.baselineMedian).toBeCloseTo(0.001, 5);
    expect(analysis.validation.minimumDetectableChangePercent).toBeGreaterThan(0);
    expect(await storedRuns(cachePath)).toHaveLength(STEADY.length);
  });

  it('finds samples of twice the time a regression, and says that one process is not enough to believe it', async () => {
    const { framework, cachePath } = await historyOf(STEADY);
    const analysis = await framework.validateRegression('parse', samplesAround(0.002));
    expect(analysis).toMatchObject({ isRegression: true, verdict: 'regression' });
    expect(analysis.changePercent).toBeCloseTo(100, 0);
    expect(analysis.validation.isValid).toBe(false);
    expect(analysis.validation.pValue).toBeLessThan(1e-6);
    expect(analysis.recommendation).toMatch(/^Measure again in fresh processes/);
    expect(await storedRuns(cachePath)).toHaveLength(STEADY.length);
  });

  it('says how many runs are missing', async () => {
    const { framework } = await historyOf([0.001]);
    const analysis = await framework.validateRegression('parse', samplesAround(0.001));
    expect(analysis.recommendation).toMatch(/^Only 1 earlier run is known: record 11 more/);
  });

  it('widens its bounds with a smaller significance level', async () => {
    const { framework } = await historyOf(STEADY);
    const upper = async (significanceLevel: number) =>
      (await framework.validateRegression('parse', samplesAround(0.001), { significanceLevel })).thresholds.upperBound;
    const bounds = [await upper(0.2), await upper(0.05), await upper(0.001)];
    expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
    expect(bounds[2]! / bounds[0]!).toBeGreaterThan(1.05);
  });

  it('compares with what was measured in this process before', async () => {
    const cachePath = temporaryDirectory();
    const framework = new PerformanceTestFramework({ cachePath });
    onTestFinished(() => framework.close());
    const { estimate } = await framework.runPerformanceTest('parse', work, { iterations: 10, maxDuration: 1 });
    const analysis = await framework.validateRegression('parse', samplesAround(20 * estimate));
    expect(analysis.verdict).toBe('regression');
    expect(analysis.changePercent).toBeCloseTo(1900, -2);
  });

  it.each<RegressionTestType>(['mann_whitney', 't_test', 'ks_test'])('adds a %s for information', async (type) => {
    const { framework } = await historyOf(STEADY, new PerformanceConfig({ regressionTestMethod: type }));
    const { tests } = await framework.validateRegression('parse', samplesAround(0.002));
    expect(tests).toHaveLength(1);
    expect(tests[0]).toMatchObject({ testType: type, isRegression: true });
    expect(tests[0]!.pValue).toBeLessThan(0.001);
  });

  it('leaves the textbook tests out for a single sample', async () => {
    const { framework } = await historyOf(STEADY);
    expect((await framework.validateRegression('parse', [0.001])).tests).toEqual([]);
  });

  it.each<[string, readonly number[], number, RegExp]>([
    ['no samples', [], 0.05, /validateRegression\("parse"\): there are no samples/],
    ['a negative sample', [0.1, -1], 0.05, /sample 1 is -1/],
    ['a sample of zero', [0], 0.05, /sample 0 is 0/],
    ['a sample that is no number', [Number.NaN], 0.05, /sample 0 is NaN/],
    ['a level of 0', [1], 0, /significanceLevel must be between 0 and 1, not 0/],
    ['a level of 1', [1], 1, /significanceLevel/],
    ['a level that is no number', [1], Number.NaN, /significanceLevel/],
  ])('refuses %s', async (_what, samples, significanceLevel, message) => {
    const { framework } = await historyOf([]);
    const asked = framework.validateRegression('parse', samples, { significanceLevel });
    await expect(asked).rejects.toThrow(UsageError);
    await expect(asked).rejects.toThrow(message);
  });

  it('refuses what is no list of samples, and a name that is none', async () => {
    const { framework } = await historyOf([]);
    await expect(framework.validateRegression('parse', 7 as never)).rejects.toThrow(/samples must be an array/);
    await expect(framework.validateRegression('', [1])).rejects.toThrow(/a name must be a string that is not empty/);
  });
});
