import { requireNoRegression } from '../../framework/api/verdict-assertions.ts';
import type { PerformanceTestResult } from '../../model/result.ts';
import { ACCEPT_WITH } from './conventions.ts';

/**
 * Asserts that a measured result is not a regression.
 * @throws {PerformanceAssertionError} where it is: with the change, its interval, what counts as noise, and what to do.
 *
 * @example
 * import test from 'node:test';
 * import { assertNoRegression, performanceFramework } from 'evenkeel/node-test';
 *
 * test('parses without a regression', async (t) => {
 *   const options = { iterations: 10, tolerancePercent: 300 };
 *   assertNoRegression(await performanceFramework(t).runPerformanceTest('parses 1', () => JSON.parse('1'), options));
 * });
 */
export function assertNoRegression(result: PerformanceTestResult): void {
  requireNoRegression(result, ACCEPT_WITH);
}
