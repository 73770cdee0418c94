import { describe, expect, it } from 'vitest';
import { PerformanceTestFramework } from '../../../src/framework/api/framework.ts';
import { storedRuns, temporaryDirectory, work, workTimes } from '../fixtures.ts';

// Time enough for all samples on a machine that does ten other things.
const quick = { iterations: 40, warmupIterations: 2, maxDuration: 20 };
// So much slower that no such machine can hide it.
const TIMES = 40;
const cachePath = 'never-made';

describe('comparePerformance', () => {
  it('finds a candidate that does the work several times not within 20 %', async () => {
    const framework = new PerformanceTestFramework({ cachePath });
    const result = await framework.comparePerformance('one', 'many', work, workTimes(TIMES), quick);
    expect(result.isWithinThreshold).toBe(false);
    expect(result.overheadPercent).toBeGreaterThan(100);
    expect(result.overheadInterval[0]).toBeLessThan(result.overheadPercent);
    expect(result.overheadInterval[1]).toBeGreaterThan(result.overheadPercent);
    expect(result.statisticalSignificance).toMatchObject({ verdict: 'regression', isValid: false });
    expect(result.statisticalSignificance.pValue).toBeLessThan(0.001);
    expect(result.recommendation).toMatch(
      /^The (typical call of the )?candidate is .* slower, more than the 20 % that it may be\. In one process, the same function measured twice /,
    );
    const { allowancePercent } = result.inProcessBias!;
    expect(result.recommendation).toContain(`differences below ${allowancePercent.toFixed(1)} % cannot be told apart`);
    expect(result.statisticalSignificance.minimumDetectableChangePercent).toBeGreaterThan(20 + allowancePercent);
  });

  it('finds equal functions within a limit that no noise reaches', async () => {
    const framework = new PerformanceTestFramework({ cachePath });
    const options = { ...quick, maxOverheadPercent: 300 };
    const result = await framework.comparePerformance(
      'one',
      'other',
      () => work(),
      () => work(),
      options,
    );
    expect(result).toMatchObject({
      testName: 'other against one',
      baselineName: 'one',
      candidateName: 'other',
      file: null,
      maxOverheadPercent: 300,
      isWithinThreshold: true,
    });
    expect(result.statisticalSignificance.isValid).toBe(true);
    expect(result.baselineStats.sampleCount).toBe(40);
    expect(result.candidateStats.sampleCount).toBe(40);
  });

  it('finds a candidate that does a fraction of the work faster', async () => {
    const framework = new PerformanceTestFramework({ cachePath });
    const result = await framework.comparePerformance('many', 'one', workTimes(TIMES), work, quick);
    expect(result.statisticalSignificance.verdict).toBe('improvement');
    expect(result.overheadPercent).toBeLessThan(-50);
  });

  it('awaits promises, passes on what is thrown, and stores nothing', async () => {
    const directory = temporaryDirectory();
    const framework = new PerformanceTestFramework({ cachePath: directory });
    const later = () => new Promise((resolve) => setImmediate(resolve));
    const result = await framework.comparePerformance('a', 'b', later, later, quick);
    expect(result.candidateStats.median).toBeGreaterThan(0);
    const fail = () => {
      throw new TypeError('not today');
    };
    await expect(framework.comparePerformance('a', 'b', later, fail, quick)).rejects.toThrow(TypeError);
    await framework.close();
    expect(await storedRuns(directory)).toEqual([]);
  });
});
