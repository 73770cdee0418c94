import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { StoreError, ThresholdCalculationError, UsageError } from '../../../src/errors.ts';
import { ThresholdManager } from '../../../src/framework/api/threshold-manager.ts';
import { storedRuns, temporaryDirectory } from '../fixtures.ts';

const TEST = ['parse', 'linux-x64'] as const;

function manager(cachePath = temporaryDirectory(), config = new PerformanceConfig()): ThresholdManager {
  const made = new ThresholdManager({ cachePath, config });
  onTestFinished(() => made.close());
  return made;
}

/** A baseline of one-sample runs. */
async function withRuns(times: readonly number[], cachePath?: string): Promise<ThresholdManager> {
  const made = manager(cachePath);
  for (const time of times) await made.updateBaseline(...TEST, [time]);
  return made;
}

const STEADY = [1, 1.01, 0.99, 1, 1.02, 0.98, 1, 1.01, 1, 0.99, 1.01, 1];

describe('calculateThreshold', () => {
  it('lies around the current samples where there is no baseline', async () => {
    const bounds = await manager().calculateThreshold(...TEST, [2, 2.1, 2.2]);
    expect(bounds.baselineMedian).toBeNull();
    expect(bounds.lowerBound).toBeLessThan(2);
    expect(bounds.upperBound).toBeGreaterThan(2.1);
    expect(bounds.calculationMethod).toBe('prior_around_current_run');
  });

  it('lies around the baseline where there is one, and the current samples have no say', async () => {
    const made = await withRuns(STEADY);
    const bounds = await made.calculateThreshold(...TEST, [1]);
    expect(bounds.baselineMedian).toBe(1);
    expect(bounds.calculationMethod).toBe('spread_between_runs');
    expect(bounds.adaptiveFactor).toBeCloseTo(bounds.upperBound, 12);
    expect(bounds.lowerBound * bounds.upperBound).toBeCloseTo(1, 12);
    expect(await made.calculateThreshold(...TEST, [50, 60, 70])).toEqual(bounds);
  });

  it('narrows with steady runs, and is wider for a higher confidence', async () => {
    const upper = async (made: ThresholdManager, confidenceLevel?: number) =>
      (await made.calculateThreshold(...TEST, [1], confidenceLevel ? { confidenceLevel } : {})).upperBound;
    const many = await withRuns(STEADY);
    expect(await upper(many)).toBeLessThan(await upper(await withRuns([1])));
    expect(await upper(many, 0.999)).toBeGreaterThan(await upper(many, 0.95));
    expect(await upper(many, 0.95)).toBe(await upper(many));
  });

  it('follows a change the faster, the higher the adaptation rate is', async () => {
    const made = await withRuns([1, 1, 1, 1, 1, 1, 1, 1.5, 1.5, 1.5]);
    const median = async (adaptationRate: number) =>
      (await made.calculateThreshold(...TEST, [1], { adaptationRate })).baselineMedian;
    expect(await median(0)).toBe(1);
    expect(await median(0.5)).toBe(1.5);
  });

  it.each<[string, readonly number[], object, RegExp]>([
    ['no samples', [], {}, /"parse" cannot be calculated: there are no samples/],
    ['a sample of 0', [1, 0], {}, /sample 1 is 0; samples are seconds per call, above 0/],
    ['an infinite sample', [Number.POSITIVE_INFINITY], {}, /sample 0 is Infinity/],
    ['a confidence of 1', [1], { confidenceLevel: 1 }, /confidenceLevel must be a number between 0 and 1, not 1/],
    ['a confidence in percent', [1], { confidenceLevel: 95 }, /confidenceLevel .* not 95/],
    [
      'an adaptation rate above 1',
      [1],
      { adaptationRate: 1.1 },
      /adaptationRate must be a number from 0 to 1, not 1.1/,
    ],
  ])('refuses %s', async (_what, samples, options, message) => {
    const asked = manager().calculateThreshold(...TEST, samples, options);
    await expect(asked).rejects.toThrow(ThresholdCalculationError);
    await expect(asked).rejects.toThrow(message);
  });
});

describe('updateBaseline and getBaseline', () => {
  it('has no baseline before there is a run', async () => {
    expect(await manager().getBaseline(...TEST)).toBeNull();
  });

  it('makes a baseline of one run', async () => {
    const made = manager();
    await made.updateBaseline(...TEST, [1, 2, 3, 4, 5]);
    const baseline = await made.getBaseline(...TEST);
    expect(baseline).toMatchObject({ testName: 'parse', environmentKey: 'linux-x64', sampleCount: 5, runCount: 1 });
    expect(baseline!.percentiles[95]).toBeGreaterThan(4);
    expect(baseline!.confidenceInterval[0]).toBeLessThanOrEqual(baseline!.medianTime);
    expect(baseline!.confidenceInterval[1]).toBeGreaterThanOrEqual(baseline!.medianTime);
  });

  it('keeps tests and environments apart', async () => {
    const made = await withRuns([1]);
    expect(await made.getBaseline('parse', 'darwin-arm64')).toBeNull();
    expect(await made.getBaseline('print', 'linux-x64')).toBeNull();
    expect((await made.getBaseline(...TEST))!.medianTime).toBe(1);
  });

  it('forgets what was before with a decay factor of 0, and keeps it whole with 1', async () => {
    const forgetful = await withRuns([1, 1, 1]);
    await forgetful.updateBaseline(...TEST, [2], { decayFactor: 0 });
    expect((await forgetful.getBaseline(...TEST))!.medianTime).toBe(2);
    const faithful = await withRuns([1, 1, 1]);
    await faithful.updateBaseline(...TEST, [2], { decayFactor: 1 });
    expect((await faithful.getBaseline(...TEST))!.medianTime).toBe(1);
  });

  it('has the decay factor of the specification', async () => {
    const directory = temporaryDirectory();
    await withRuns([1], directory);
    expect((await storedRuns(directory))[0]!.decayFactor).toBe(0.9);
  });

  it.each<[string, readonly number[], object, RegExp]>([
    ['no samples', [], {}, /The baseline of "parse" cannot be updated: there are no samples/],
    ['a negative sample', [-1], {}, /sample 0 is -1/],
    ['a decay factor above 1', [1], { decayFactor: 2 }, /decayFactor must be a number from 0 to 1, not 2/],
    ['a decay factor that is no number', [1], { decayFactor: Number.NaN }, /decayFactor/],
  ])('refuses %s and stores nothing', async (_what, samples, options, message) => {
    const made = manager();
    const asked = made.updateBaseline(...TEST, samples, options);
    await expect(asked).rejects.toThrow(ThresholdCalculationError);
    await expect(asked).rejects.toThrow(message);
    expect(await made.getBaseline(...TEST)).toBeNull();
  });
});

describe('exportBaselines and importBaselines', () => {
  it('carries everything to another store', async () => {
    const from = await withRuns(STEADY);
    const file = join(temporaryDirectory(), 'baselines.json');
    await from.exportBaselines(file);
    const to = manager();
    await to.importBaselines(file);
    expect(await to.getBaseline(...TEST)).toEqual(await from.getBaseline(...TEST));
  });

  it('adds to what is there, or replaces it', async () => {
    const file = join(temporaryDirectory(), 'baselines.json');
    await (await withRuns([1])).exportBaselines(file);
    const other = manager();
    await other.updateBaseline('print', 'linux-x64', [3]);
    await other.importBaselines(file, { merge: true });
    expect((await other.getBaseline('print', 'linux-x64'))!.medianTime).toBe(3);
    await other.importBaselines(file, { merge: false });
    expect(await other.getBaseline('print', 'linux-x64')).toBeNull();
    expect((await other.getBaseline(...TEST))!.medianTime).toBe(1);
  });

  it('makes no store to read from, nor for a file that is refused', async () => {
    const directory = join(temporaryDirectory(), 'cache');
    const made = manager(directory);
    const file = join(temporaryDirectory(), 'none.json');
    await made.calculateThreshold(...TEST, [1, 2]);
    expect(await made.getBaseline(...TEST)).toBeNull();
    await made.exportBaselines(file);
    await expect(made.importBaselines(join(directory, 'missing.json'))).rejects.toThrow(UsageError);
    expect(existsSync(directory)).toBe(false);
    await made.importBaselines(file);
    expect(existsSync(directory)).toBe(true);
  });

  it('adds no run to a test or an environment without a name', async () => {
    await expect(manager().updateBaseline('', 'linux-x64', [1])).rejects.toThrow(/under "": a name must not be empty/);
    await expect(manager().updateBaseline('parse', ' ', [1])).rejects.toThrow(ThresholdCalculationError);
  });

  it('refuses files that cannot be read, are none, or cannot be written, and changes nothing', async () => {
    const directory = temporaryDirectory();
    const made = await withRuns([1]);
    await expect(made.importBaselines(join(directory, 'missing.json'))).rejects.toThrow(UsageError);
    await expect(made.importBaselines(join(directory, 'missing.json'))).rejects.toThrow(/cannot be read: ENOENT/);
    const file = join(directory, 'other.json');
    writeFileSync(file, '\uFEFF{"runs": 3}', 'utf16le');
    await expect(made.importBaselines(file)).rejects.toThrow(
      `The baselines in ${file} cannot be read: it is in UTF-16, little-endian; save it in UTF-8.`,
    );
    writeFileSync(file, '{"runs": 3}');
    await expect(made.importBaselines(file, { merge: false })).rejects.toThrow(UsageError);
    expect((await made.getBaseline(...TEST))!.medianTime).toBe(1);
    await expect(made.exportBaselines(join(file, 'below a file'))).rejects.toThrow(UsageError);
    expect(readFileSync(file, 'utf8')).toBe('{"runs": 3}');
  });
});

describe('ThresholdManager', () => {
  it('keeps baselines between managers, lets old runs go, and warns of nothing where all is well', async () => {
    const directory = temporaryDirectory();
    const many = await withRuns(
      Array.from({ length: 35 }, () => 1),
      directory,
    );
    await many.close();
    const next = manager(directory);
    await next.updateBaseline(...TEST, [1]);
    // The newest 30, and the oldest one as an anchor.
    expect((await next.getBaseline(...TEST))!.runCount).toBe(31);
    expect(await next.warnings()).toEqual([]);
  });

  it('refuses a configuration that is wrong, and work after it was closed', async () => {
    expect(() => new ThresholdManager({ config: new PerformanceConfig({ logLevel: 'LOUD' as never }) })).toThrow(
      UsageError,
    );
    const closed = manager();
    await closed.close();
    await expect(closed.getBaseline(...TEST)).rejects.toThrow(StoreError);
  });
});
