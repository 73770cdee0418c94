import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { PerformanceTestFramework } from '../../../src/framework/api/framework.ts';
import { ThresholdManager } from '../../../src/framework/api/threshold-manager.ts';
import type { PerformanceLog } from '../../../src/model/log.ts';
import type { ThresholdBounds } from '../../../src/model/verdict.ts';
import { outsideCi, temporaryDirectory, work } from '../fixtures.ts';

beforeEach(outsideCi);

const quick = { iterations: 20, warmupIterations: 2, maxDuration: 1, tolerancePercent: 300 };

/** A log that keeps the names of what it is told, beside what else happens. */
function keeping(happened: string[], bounds: ThresholdBounds[] = []): PerformanceLog {
  return {
    logTestStart: (testName, config) => void happened.push(`start ${testName} ${config.iterations}`),
    logTestResult: ({ testName, validation }) => void happened.push(`result ${testName} ${validation.verdict}`),
    logComparisonResult: ({ testName, isWithinThreshold }) =>
      void happened.push(`comparison ${testName} ${isWithinThreshold}`),
    logRegressionDetection: ({ testType }) => void happened.push(`regression ${testType}`),
    logThresholdUpdate: (testName, before, after) => {
      happened.push(`threshold ${testName}`);
      bounds.push(before, after);
    },
  };
}

function framework(logger: PerformanceLog, config = new PerformanceConfig()): PerformanceTestFramework {
  const made = new PerformanceTestFramework({ cachePath: temporaryDirectory(), config, logger });
  onTestFinished(() => made.close());
  return made;
}

describe('a logger of the framework', () => {
  it('is told of a test before its first call and after its last, also where tests overlap', async () => {
    const happened: string[] = [];
    const made = framework(keeping(happened));
    const test = (name: string) =>
      made.runPerformanceTest(
        name,
        () => {
          if (happened.at(-1) !== `call ${name}`) happened.push(`call ${name}`);
          return work();
        },
        quick,
      );
    await Promise.all([test('a'), test('b')]);
    expect(happened).toEqual([
      ...['start a 20', 'call a', 'result a no_baseline'],
      ...['start b 20', 'call b', 'result b no_baseline'],
    ]);
  });

  it('is told of a comparison before its first call and after its last, and no other test is measured meanwhile', async () => {
    const happened: string[] = [];
    const made = framework(keeping(happened));
    const fn = (name: string) => () => {
      if (happened.at(-1) !== `call ${name}`) happened.push(`call ${name}`);
      return work();
    };
    const options = { iterations: 10, warmupIterations: 0, maxDuration: 0.2 };
    const compared = made.comparePerformance('a', 'b', fn('a or b'), fn('a or b'), {
      ...options,
      maxOverheadPercent: 1e4,
    });
    await Promise.all([compared, made.runPerformanceTest('c', fn('c'), quick)]);
    const comparison = ['start b against a 10', 'call a or b', 'comparison b against a true'];
    const test = ['start c 20', 'call c', 'result c no_baseline'];
    // Whichever has its turn first.
    const isFirst = happened[0] === comparison[0];
    expect(happened).toEqual(isFirst ? [...comparison, ...test] : [...test, ...comparison]);
  });

  it('need not want to know of comparisons', async () => {
    const { logComparisonResult: _, ...log } = keeping([]);
    const made = framework(log);
    const options = { iterations: 5, warmupIterations: 0, maxDuration: 0.2 };
    expect((await made.comparePerformance('a', 'b', work, work, options)).testName).toBe('b against a');
  });

  it('is told of the textbook test in a regression analysis', async () => {
    const happened: string[] = [];
    const made = framework(keeping(happened), new PerformanceConfig({ regressionTestMethod: 'ks_test' }));
    const { samples } = await made.runPerformanceTest('sort', work, quick);
    await made.validateRegression('sort', samples);
    expect(happened.at(-1)).toBe('regression ks_test');
  });
});

describe('a logger of the threshold manager', () => {
  it('is told how bounds move', async () => {
    const happened: string[] = [];
    const bounds: ThresholdBounds[] = [];
    const manager = new ThresholdManager({ cachePath: temporaryDirectory(), logger: keeping(happened, bounds) });
    onTestFinished(() => manager.close());
    await manager.updateBaseline('sort', 'here', [1]);
    await manager.updateBaseline('sort', 'here', [3]);
    expect(happened).toEqual(['threshold sort', 'threshold sort']);
    expect(bounds.map(({ baselineMedian }) => baselineMedian)).toEqual([null, 1, 1, expect.any(Number)]);
    expect(bounds[3]).toEqual(await manager.calculateThreshold('sort', 'here', [3]));
  });
});

describe('the configuration', () => {
  it('sets what measuring may cost, and how outliers are counted', async () => {
    const strict = framework(keeping([]), new PerformanceConfig({ performanceOverheadLimit: 0 }));
    const { validation, samples } = await strict.runPerformanceTest('sort', work, quick);
    expect(validation.warnings).toContainEqual(
      expect.stringMatching(/^Measuring takes .* more than the limit of 0\.0 %/),
    );
    expect(samples).toHaveLength(20);

    const fences = framework(keeping([]), new PerformanceConfig({ outlierDetectionMethod: 'iqr' }));
    const { statistics, samples: taken } = await fences.runPerformanceTest('sort', work, quick);
    const { 25: low, 75: high } = statistics.percentiles;
    const reach = 1.5 * (high - low);
    const outside = taken.filter((sample) => sample < low - reach || sample > high + reach);
    expect(statistics.outliersCount).toBe(outside.length);
  });
});
