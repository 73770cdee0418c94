import { describe, expect, it, onTestFinished } from 'vitest';
import { PerformanceAssertionError, UsageError } from '../../../src/errors.ts';
import {
  assertNoPerformanceRegression,
  assertPerformanceWithinBounds,
  type PerformanceBounds,
} from '../../../src/framework/api/assertions.ts';
import { PerformanceTestFramework } from '../../../src/framework/api/framework.ts';
import type { PerformanceTestResult } from '../../../src/model/result.ts';
import { summarize } from '../../../src/statistics/core/summarize.ts';
import { testResult } from '../../report/fixtures.ts';
import { temporaryDirectory } from '../fixtures.ts';

/** A result with samples from 1 ms to 1.1 ms; its median is 1.05 ms, its 95th percentile 1.095 ms. */
function result(): PerformanceTestResult {
  const samples = Array.from({ length: 101 }, (_, i) => 0.001 + (((i * 37) % 101) / 100) * 0.0001);
  return { ...testResult({ testName: 'parse' }), samples, statistics: summarize(samples) };
}

/** What an assertion throws. */
function thrown(check: () => void): Error {
  try {
    check();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

describe('assertPerformanceWithinBounds', () => {
  it.each<PerformanceBounds>([
    { maxMedianMs: 1.051 },
    { maxP95Ms: 1.096 },
    { maxMedianMs: 1.06, maxP95Ms: 2 },
    { maxMedianMs: 1.06, maxP95Ms: undefined },
  ])('accepts %j', (bounds) => {
    expect(() => assertPerformanceWithinBounds(result(), bounds)).not.toThrow();
  });

  it('says by how much, how sure that is, and what to do', () => {
    const error = thrown(() => assertPerformanceWithinBounds(result(), { maxMedianMs: 0.8 }));
    expect(error).toBeInstanceOf(PerformanceAssertionError);
    expect(error.message).toMatch(
      /^"parse" is too slow: its median is 1\.05 ms \(95 % interval of its samples: 1\.0\d ms to 1\.0\d ms\), 31\.2 % above the limit of 800 µs\. The whole interval is above the limit: find what became slow .* or raise `maxMedianMs`\.$/,
    );
    expect((error as PerformanceAssertionError).data).toMatchObject({
      testName: 'parse',
      bounds: { maxMedianMs: 0.8 },
    });
  });

  it('says where the next run may pass', () => {
    const error = thrown(() => assertPerformanceWithinBounds(result(), { maxP95Ms: 1.094 }));
    expect(error.message).toMatch(
      /its 95th percentile is 1\.09 ms .* The limit is within the interval, so the next run may pass/,
    );
  });

  it('says both', () => {
    const error = thrown(() => assertPerformanceWithinBounds(result(), { maxMedianMs: 0.8, maxP95Ms: 0.9 }));
    expect(error.message).toMatch(/its median is .* its 95th percentile is /);
  });

  it.each<[PerformanceBounds, RegExp]>([
    [{}, /: give `maxMedianMs`, `maxP95Ms`, or both\.$/],
    [{ maxMedianMs: 0 }, /: `maxMedianMs` must be a number of milliseconds above 0, not 0\.$/],
    [{ maxP95Ms: Number.NaN }, /: `maxP95Ms` must be a number of milliseconds above 0, not NaN\.$/],
    [{ maxMedianMs: '1' as unknown as number }, /: `maxMedianMs` must be .*, not 1\.$/],
  ])('refuses %j, which checks nothing', (bounds, message) => {
    const error = thrown(() => assertPerformanceWithinBounds(result(), bounds));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toMatch(message);
  });
});

describe('assertNoPerformanceRegression', () => {
  /** A framework with a test that took a second in each of twelve runs. */
  async function withRuns(): Promise<PerformanceTestFramework> {
    const cachePath = temporaryDirectory();
    const made = new PerformanceTestFramework({ cachePath });
    onTestFinished(() => made.close());
    const { environmentContext } = await made.runPerformanceTest('other', () => 1, {
      iterations: 1,
      maxDuration: 0.01,
    });
    const { ThresholdManager } = await import('../../../src/framework/api/threshold-manager.ts');
    const manager = new ThresholdManager({ cachePath });
    onTestFinished(() => manager.close());
    for (let run = 0; run < 12; run++) {
      await manager.updateBaseline('sort', environmentContext.environmentKey, [1 + (run % 3) / 100]);
    }
    return made;
  }

  it('accepts what is no slower, and what has no baseline', async () => {
    const framework = await withRuns();
    await assertNoPerformanceRegression('sort', [1, 1.01], framework);
    await assertNoPerformanceRegression('never measured', [5], framework, { significanceLevel: 0.01 });
  });

  it('says by how much, what counts as noise, and what to do', async () => {
    const failure = assertNoPerformanceRegression('sort', [2, 2.01, 2.02], await withRuns());
    await expect(failure).rejects.toBeInstanceOf(PerformanceAssertionError);
    await expect(failure).rejects.toThrow(
      /^"sort" got slower by \+9\d[.\d]* % \(interval \+[.\d]+ to \+[.\d]+ %; 1\.01 s is the baseline, and up to 1\.\d+ s counts as unchanged\)\. .* slower than the baseline, .* accept it: `evenkeel baseline accept`\.$/,
    );
    await expect(failure).rejects.toMatchObject({ data: { analysis: { testName: 'sort', isRegression: true } } });
  });

  it('refuses what the analysis refuses', async () => {
    await expect(assertNoPerformanceRegression('sort', [], await withRuns())).rejects.toThrow(/there are no samples/);
  });
});
