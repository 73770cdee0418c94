import { MeasurementError, PerformanceAssertionError, UsageError } from '../../errors.ts';
import { assertWithinOverhead, requireNoRegression } from '../../framework/api/verdict-assertions.ts';
import type { FailedTest, PerformanceTestResult } from '../../model/result.ts';
import { plainText } from '../../output/plain-text.ts';
import type { TestOutcome } from './outcome.ts';
import type { RunnerSettings } from './settings.ts';

/**
 * Fails a test of a runner for what was measured: what could not be measured, a regression, a comparison beyond its
 * limit and, where the user asks for that, what is too noisy to tell.
 * @param isAnsweredAgain whether a retry only repeats what the first attempt measured.
 * @throws {PerformanceAssertionError | MeasurementError | UsageError} with the numbers, and what to do.
 */
export function requireGoodVerdict(
  { results, comparisons, failures }: TestOutcome,
  { acceptWith, failOnInconclusive }: Pick<RunnerSettings, 'acceptWith' | 'failOnInconclusive'>,
  isAnsweredAgain = false,
): void {
  try {
    for (const failure of failures) throw errorOf(failure);
    for (const result of results) requireNoRegression(result, acceptWith);
    for (const comparison of comparisons) assertWithinOverhead(comparison);
    if (failOnInconclusive) for (const result of results) assertConclusive(result);
  } catch (error) {
    if (isAnsweredAgain && error instanceof PerformanceAssertionError) error.message += ` ${RETRY}`;
    throw error;
  }
}

const RETRY =
  'A retry does not measure again, because it would only pick the luckier of two measurements: take `retry` away from performance tests.';

function assertConclusive({ testName, validation }: PerformanceTestResult): void {
  if (validation.verdict !== 'inconclusive') return;
  throw new PerformanceAssertionError(`${JSON.stringify(testName)} is too noisy to tell: ${validation.message}`, {
    data: { testName },
  });
}

function errorOf({ reason, message, stack }: FailedTest): Error {
  if (reason === 'invalid_file') return new UsageError(message);
  const error = new MeasurementError(message);
  // The code under test threw in a process of its own: its lines are what helps.
  if (stack !== null) error.stack = plainText(stack);
  return error;
}
