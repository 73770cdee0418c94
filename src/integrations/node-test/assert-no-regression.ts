import { requireNoRegression } from '../../framework/api/verdict-assertions.ts';
import type { PerformanceTestResult } from '../../model/result.ts';
import { ACCEPT_WITH } from './conventions.ts';

/**
 * Asserts that a measured result is not a regression.
 * @throws {PerformanceAssertionError} where it is: with the change, its interval, what counts as noise, and what to do.
 */
export function assertNoRegression(result: PerformanceTestResult): void {
  requireNoRegression(result, ACCEPT_WITH);
}
