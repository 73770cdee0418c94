import { test as base, type TestContext } from 'vitest';
import type { Declaration } from '../shared/declaration.ts';
import { type PerformanceTest, performanceTestOf } from '../shared/performance-test.ts';
import { startMeasuring } from './measured-test.ts';

type Declare = (name: string, run: (context: TestContext) => Promise<void>) => void;

/**
 * Declares a performance test in a file of the performance project (`*.perf.test.ts`): measures a function in this
 * process, judges it against its earlier runs, and fails for a regression. Name, baseline and verdict are those of
 * `PerformanceTestFramework.runPerformanceTest`, whichever runner it is called in.
 *
 * @throws {UsageError} for a name, an option or a function that cannot be.
 *
 * @example
 * import { performanceTest } from 'evenkeel/vitest';
 *
 * performanceTest('parses', { iterations: 10, maxDuration: 0.2 }, () => JSON.parse('[1]'));
 * performanceTest.todo('parses YAML');
 * performanceTest.skip('parses slowly', () => JSON.parse('[2]'));
 * performanceTest.each([10, 1000])('counts to %d', { iterations: 10 }, (n) => Array.from({ length: n }).length);
 */
export const performanceTest: PerformanceTest = performanceTestOf({
  run: declareWith(base),
  only: declareWith(base.only),
  skip: declareWith(base.skip),
  todo: (name) => base.todo(name),
});

function declareWith(declare: Declare) {
  return (declaration: Declaration) => declare(declaration.name, (context) => measure(context, declaration));
}

async function measure(context: TestContext, declaration: Declaration): Promise<void> {
  const { framework, requireGoodVerdict } = startMeasuring(context, 'performanceTest');
  try {
    await framework.runDeclared(declaration);
    requireGoodVerdict();
  } finally {
    await framework.close();
  }
}
