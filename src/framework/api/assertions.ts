import { PerformanceAssertionError, UsageError } from '../../errors.ts';
import type { PerformanceTestResult } from '../../model/result.ts';
import type { RegressionAnalysisResult } from '../../model/verdict.ts';
import { quantileInterval } from '../../statistics/core/median-interval.ts';
import { durationInWords, numberInWords } from '../../statistics/core/words.ts';
import { describeRegression, howToAccept } from './verdict-assertions.ts';

const CONFIDENCE_LEVEL = 0.95;

/** Limits in milliseconds per call; one of them at least. */
export interface PerformanceBounds {
  /** Most that the median may be. Default: no limit. */
  readonly maxMedianMs?: number | undefined;
  /** Most that the 95th percentile may be. Default: no limit. */
  readonly maxP95Ms?: number | undefined;
}

/** Something that has a limit. */
interface Bounded {
  readonly option: keyof PerformanceBounds;
  readonly what: string;
  /** Which quantile it is. */
  readonly p: number;
}

const MEDIAN: Bounded = { option: 'maxMedianMs', what: 'median', p: 0.5 };
const P95: Bounded = { option: 'maxP95Ms', what: '95th percentile', p: 0.95 };

/**
 * Asserts that a result's median and 95th percentile are within limits (specification 7.1). Such limits belong to one
 * machine; `validation` tells a regression on any.
 * @throws {PerformanceAssertionError} where one is not: with the numbers, their 95 % intervals, and what to do.
 * @throws {UsageError} where no limit is given, or one is not a number of milliseconds above 0.
 *
 * @example
 * import { assertPerformanceWithinBounds, PerformanceTestFramework } from 'evenkeel';
 *
 * const framework = new PerformanceTestFramework({ recording: 'never' });
 * const result = await framework.runPerformanceTest('parse', () => JSON.parse('[1]'), { iterations: 10 });
 * assertPerformanceWithinBounds(result, { maxMedianMs: 1000, maxP95Ms: 2000 });
 */
export function assertPerformanceWithinBounds(testResult: PerformanceTestResult, bounds: PerformanceBounds): void {
  const limits = [MEDIAN, P95].flatMap((bounded) => {
    const limit = bounds[bounded.option];
    return limit === undefined ? [] : [{ bounded, seconds: checkedLimit(bounded.option, limit) / 1000 }];
  });
  if (limits.length === 0) {
    throw new UsageError('assertPerformanceWithinBounds: give `maxMedianMs`, `maxP95Ms`, or both.');
  }
  const exceeded = limits.flatMap(({ bounded, seconds }) => describeExcess(testResult, bounded, seconds) ?? []);
  if (exceeded.length === 0) return;
  const { testName, statistics } = testResult;
  throw new PerformanceAssertionError(`${JSON.stringify(testName)} is too slow: ${exceeded.join(' ')}`, {
    data: { testName, bounds, median: statistics.median, p95: statistics.percentiles[95] },
  });
}

function checkedLimit(option: string, limit: number): number {
  if (typeof limit === 'number' && limit > 0) return limit;
  throw new UsageError(
    `assertPerformanceWithinBounds: \`${option}\` must be a number of milliseconds above 0, not ${String(limit)}.`,
  );
}

function describeExcess(
  { statistics, samples }: PerformanceTestResult,
  bounded: Bounded,
  limit: number,
): string | null {
  const value = bounded === MEDIAN ? statistics.median : statistics.percentiles[95];
  if (value <= limit) return null;
  const [low, high] = quantileInterval(samples, bounded.p, CONFIDENCE_LEVEL);
  const facts = `its ${bounded.what} is ${durationInWords(value)} (95 % interval of its samples: ${durationInWords(low)} to ${durationInWords(high)}), ${numberInWords(100 * (value / limit - 1))} % above the limit of ${durationInWords(limit)}.`;
  const advice =
    low > limit
      ? `The whole interval is above the limit: find what became slow (\`evenkeel compare <git-ref>\` measures against any revision), or raise \`${bounded.option}\`.`
      : `The limit is within the interval, so the next run may pass: make it faster, or leave \`${bounded.option}\` more room.`;
  return `${facts} ${advice}`;
}

/** What analyses samples: `PerformanceTestFramework`. */
export interface RegressionValidator {
  /**
   * Holds samples, in seconds per call, against the stored runs of a test.
   * @param options.significanceLevel chance that unchanged code is called a regression.
   */
  validateRegression(
    testName: string,
    currentSamples: readonly number[],
    options: { readonly significanceLevel?: number },
  ): Promise<RegressionAnalysisResult>;
}

/**
 * Asserts that samples (seconds per call, of one process) are no regression against the stored runs of a test
 * (specification 7.1). Where there is no baseline, or too much noise to tell, there is none.
 * @param options.significanceLevel chance that unchanged code fails this. Default 0.05.
 * @throws {PerformanceAssertionError} where they are: with the change, its interval, what counts as noise, and what to do.
 * @throws {UsageError} as `validateRegression` does.
 *
 * @example
 * import { assertNoPerformanceRegression, PerformanceTestFramework } from 'evenkeel';
 *
 * const framework = new PerformanceTestFramework();
 * const samples = [0.0102, 0.0101, 0.0104]; // seconds per call, measured elsewhere
 * await assertNoPerformanceRegression('parse', samples, framework, { significanceLevel: 0.01 });
 * await framework.close();
 */
export async function assertNoPerformanceRegression(
  testName: string,
  currentSamples: readonly number[],
  framework: RegressionValidator,
  options: { readonly significanceLevel?: number } = {},
): Promise<void> {
  const { significanceLevel = 0.05 } = options;
  const analysis = await framework.validateRegression(testName, currentSamples, { significanceLevel });
  if (!analysis.isRegression) return;
  const { recommendation } = analysis;
  const message = `${describeRegression(analysis)} ${recommendation} ${howToAccept('`evenkeel baseline accept`')}`;
  throw new PerformanceAssertionError(message, { data: { analysis } });
}
