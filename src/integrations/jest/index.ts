// First, so that the time is known before a test can fake it.
import '../../real-time.ts';
import { expect, test } from '@jest/globals';
import type { Declaration } from '../shared/declaration.ts';
import { makePerformanceMatchers } from '../shared/matchers.ts';
import { type PerformanceTest, performanceTestOf } from '../shared/performance-test.ts';
import type { FrameworkOperations, TestId } from '../shared/test-host.ts';
import { ACCEPT_WITH } from './accept-with.ts';
import { refuseChance } from './circus.ts';
import { tellOfInjectedGlobals } from './injected-globals.ts';
import { requireHost } from './require-host.ts';

export { assertNoPerformanceRegression, assertPerformanceWithinBounds } from '../../framework/api/assertions.ts';
export type { PerformanceTest } from '../shared/performance-test.ts';
export { dependencyResolver } from './dependencies.ts';
export type { PerformanceMatchers } from './matcher-types.ts';

// An import of this adds the matchers; `evenkeel/jest/setup` is for files that do not.
expect.extend(makePerformanceMatchers(ACCEPT_WITH));
tellOfInjectedGlobals();

// Measuring ends by itself; this is for a function that never comes back. In CI twice as long.
const SECONDS_ALLOWED = 60;

/**
 * Declares a Jest test that measures a function and fails where it became slower. One call of the function is one
 * iteration; promises are awaited. The baseline is stored under the test's name alone, whatever block or file it stands
 * in, and is the same in Vitest, Jest and node:test.
 *
 * @param options as for `perf`; `timeLimit` (seconds, default 60, in CI twice as long) is how long the test may take.
 * @throws {UsageError} for a name, an option or a function that cannot be. The test itself fails with a `UsageError` where
 *   it is not run in band, is retried or stands beside concurrent tests, and with a `PerformanceAssertionError` for a
 *   regression.
 */
export const performanceTest: PerformanceTest = performanceTestOf({
  run: declareWith(test),
  only: declareWith(test.only),
  skip: declareWith(test.skip),
  todo: (name) => test.todo(name),
});

/** A framework for tests that look at results themselves; what it measures inside a test is reported with the others. */
export const performanceFramework: FrameworkOperations = {
  runPerformanceTest: (testName, testFunction, options) =>
    inTest('runPerformanceTest', (framework) => framework.runPerformanceTest(testName, testFunction, options)),
  comparePerformance: (...args) => inTest('comparePerformance', (framework) => framework.comparePerformance(...args)),
  validateRegression: (testName, samples, options) =>
    inTest('validateRegression', (framework) => framework.validateRegression(testName, samples, options)),
};

function declareWith(declareTest: typeof test) {
  return (declaration: Declaration) => {
    const { name, options } = declaration;
    const where = `performanceTest(${JSON.stringify(name)})`;
    const body = async (): Promise<void> => {
      const host = requireHost(where);
      refuseChance(where);
      await host.runTest(currentTest(), declaration);
    };
    declareTest(name, body, milliseconds(options.timeLimit));
  };
}

async function inTest<Result>(
  what: string,
  operate: (framework: FrameworkOperations) => Promise<Result>,
): Promise<Result> {
  const host = requireHost(what);
  refuseChance(what);
  return host.withFramework(currentTest(), operate);
}

function currentTest(): TestId {
  const { testPath = '', currentTestName = '' } = expect.getState();
  return { path: testPath, name: currentTestName };
}

function milliseconds(timeLimit = SECONDS_ALLOWED): number {
  return 1000 * timeLimit * (process.env.CI ? 2 : 1);
}
