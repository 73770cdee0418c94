import { PerformanceAssertionError } from '../../errors.ts';
import type { PerformanceComparisonResult, PerformanceTestResult } from '../../model/result.ts';
import type { RegressionAnalysisResult } from '../../model/verdict.ts';
import { durationInWords, numberInWords } from '../../statistics/core/words.ts';

/**
 * Asserts that a measured result is not a regression.
 * @param acceptWith how a slow-down that is meant is accepted, a command in code marks.
 * @throws {PerformanceAssertionError} where it is: with the change, its interval, what counts as noise, and what to do.
 */
export function requireNoRegression(result: PerformanceTestResult, acceptWith: string): void {
  if (result.validation.verdict !== 'regression') return;
  const { testName, change, thresholds } = result;
  const advice = 'Find what became slow: `evenkeel compare <git-ref>` measures against any revision.';
  throw new PerformanceAssertionError(`${describeRegression(result)} ${advice} ${howToAccept(acceptWith)}`, {
    data: { testName, change, thresholds },
  });
}

/**
 * Asserts that a comparison is within its limit.
 * @throws {PerformanceAssertionError} where it is not: with the overhead, its interval, the limit, and what to do.
 */
export function assertWithinOverhead(comparison: PerformanceComparisonResult): void {
  if (comparison.isWithinThreshold) return;
  const { testName, baselineName, candidateName, overheadPercent, maxOverheadPercent } = comparison;
  const [low, high] = comparison.overheadInterval.map(signed);
  const facts = `${JSON.stringify(testName)}: ${candidateName} took ${signed(overheadPercent)} % against ${baselineName} (interval ${low} to ${high} %), and the limit is ${numberInWords(maxOverheadPercent)} %.`;
  throw new PerformanceAssertionError(
    `${facts} ${comparison.recommendation} Make it faster, or raise \`maxOverheadPercent\` if it may cost that much.`,
    { data: { testName, overheadPercent, maxOverheadPercent } },
  );
}

/** What to do where a regression is not a mistake. */
export function howToAccept(command: string): string {
  return `If the change is meant, accept it: ${command}.`;
}

/** A regression in words: by how much, of what, and what would have counted as noise. */
export function describeRegression({
  testName,
  change,
  validation,
  thresholds,
}: Pick<RegressionAnalysisResult, 'testName' | 'change' | 'validation' | 'thresholds'>): string {
  const [low, high] = change!.interval.map(signed);
  const bound = `${durationInWords(thresholds.baselineMedian ?? Number.NaN)} is the baseline, and up to ${durationInWords(thresholds.upperBound)} counts as unchanged`;
  return `${JSON.stringify(testName)} got slower by ${signed(change!.percent)} % (interval ${low} to ${high} %; ${bound}). ${validation.message}`;
}

function signed(percent: number): string {
  return `${percent < 0 ? '' : '+'}${numberInWords(percent)}`;
}
