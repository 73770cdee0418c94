import { test as base, type TestContext } from 'vitest';
import { type Declaration, type PerformanceTestFunction, readDeclaration } from '../shared/declaration.ts';
import { startMeasuring } from './measured-test.ts';

/** `performanceTest(name, options?, fn)`, and what Vitest's `test` has besides. */
export interface PerformanceTestApi extends PerformanceTestFunction {
  readonly only: PerformanceTestFunction;
  readonly skip: PerformanceTestFunction;
  /** @param condition leaves the test out where it holds. */
  skipIf(condition: unknown): PerformanceTestFunction;
  /** @param condition leaves the test out where it does not hold. */
  runIf(condition: unknown): PerformanceTestFunction;
}

type Declare = (name: string, run: (context: TestContext) => Promise<void>) => void;

/**
 * Declares a performance test in a file of the performance project (`*.perf.test.ts`): measures a function in this
 * process, judges it against its earlier runs, and fails for a regression. Name, baseline and verdict are those of
 * `PerformanceTestFramework.runPerformanceTest`, whichever runner it is called in.
 *
 * @throws {UsageError} for a name, an option or a function that cannot be.
 */
export const performanceTest: PerformanceTestApi = Object.assign(declaration(base), {
  only: declaration(base.only),
  skip: declaration(base.skip),
  skipIf: (condition: unknown) => declaration(base.skipIf(condition)),
  runIf: (condition: unknown) => declaration(base.runIf(condition)),
});

function declaration(declare: Declare): PerformanceTestFunction {
  return (name: string, second: unknown, third?: unknown) => {
    const declared = readDeclaration(name, second, third);
    declare(name, (context) => measure(context, declared));
  };
}

async function measure(context: TestContext, { name, options, fn }: Declaration): Promise<void> {
  const { framework, requireGoodVerdict } = startMeasuring(context, 'performanceTest');
  try {
    await framework.runPerformanceTest(name, fn, options);
    requireGoodVerdict();
  } finally {
    await framework.close();
  }
}
