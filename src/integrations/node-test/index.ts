// First, so that the time is known before a test can fake it.
import '../../real-time.ts';
import test from 'node:test';
import type { Declaration } from '../shared/declaration.ts';
import { type DependencyOperations, resolverFor } from '../shared/dependencies.ts';
import { type PerformanceTest, performanceTestOf } from '../shared/performance-test.ts';
import type { FrameworkOperations } from '../shared/test-host.ts';
import { circumstancesOf } from './circumstances.ts';
import { inTest, type NodeTestContext, settingsOf } from './process-host.ts';

export { assertNoPerformanceRegression, assertPerformanceWithinBounds } from '../../framework/api/assertions.ts';
export type { PerformanceTest } from '../shared/performance-test.ts';
export { assertNoRegression } from './assert-no-regression.ts';

/** The project's modules, from the working directory on, and what stands in for missing ones. */
export const dependencyResolver: DependencyOperations = resolverFor(process.cwd(), () => settingsOf(circumstancesOf()));

// Measuring ends by itself; this is for a function that never comes back. In CI twice as long.
const SECONDS_ALLOWED = 60;

/**
 * Declares a test of node:test that measures a function and fails where it became slower. One call of the function is one
 * iteration; promises are awaited. The baseline is stored under the test's name alone, whatever suite or file it stands
 * in, and is the same in Vitest, Jest and node:test.
 *
 * @param options as for `perf`; `timeLimit` (seconds, default 60, in CI twice as long) is how long the test may take.
 * @throws {UsageError} for a name, an option or a function that cannot be. The test itself fails with a `UsageError` where
 *   other files or tests run at the same time, and with a `PerformanceAssertionError` for a regression.
 */
export const performanceTest: PerformanceTest = performanceTestOf({
  run: declareWith(test),
  only: declareWith(test.only),
  skip: declareWith(test.skip),
  todo: (name) => void test.todo(name),
});

/**
 * A framework for a test that looks at results itself; what it measures is reported with the others.
 * @param context what node:test gives to the test: `test('…', async (t) => { … performanceFramework(t) … })`.
 */
export function performanceFramework(context: NodeTestContext): FrameworkOperations {
  const within =
    (what: string) =>
    <Result>(operate: (framework: FrameworkOperations) => Promise<Result>): Promise<Result> =>
      inTest(what, context, (host, id) => host.withFramework(id, operate));
  return {
    runPerformanceTest: (testName, testFunction, options) =>
      within('runPerformanceTest')((framework) => framework.runPerformanceTest(testName, testFunction, options)),
    comparePerformance: (...args) => within('comparePerformance')((framework) => framework.comparePerformance(...args)),
    validateRegression: (testName, samples, options) =>
      within('validateRegression')((framework) => framework.validateRegression(testName, samples, options)),
  };
}

function declareWith(declareTest: typeof test.only) {
  return (declaration: Declaration) => {
    const { name, options } = declaration;
    const where = `performanceTest(${JSON.stringify(name)})`;
    void declareTest(name, { timeout: milliseconds(options.timeLimit) }, (context) =>
      inTest(where, context, (host, id) => host.runTest(id, declaration)),
    );
  };
}

function milliseconds(timeLimit = SECONDS_ALLOWED): number {
  return 1000 * timeLimit * (process.env.CI ? 2 : 1);
}
