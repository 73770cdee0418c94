import { test as base, type TestAPI, type TestContext } from 'vitest';
import { DependencyResolver } from '../../dependencies/dependency-resolver.ts';
import type { PerformanceTestFramework } from '../../framework/api/framework.ts';
import type { PerformanceTestResult } from '../../model/result.ts';
import type { TestOptions } from '../../model/suite.ts';
import { type MeasuringTest, startMeasuring } from './measured-test.ts';

/** What tests of the performance project are given by name, as pytest's fixtures are (specification 7.1). */
export interface PerformanceFixtures {
  /** The framework; what it measures is stored and reported when the run ends, and not measured again by a retry. */
  readonly performanceFramework: PerformanceTestFramework;
  /** The project's modules, and what stands in for missing ones. */
  readonly dependencyResolver: DependencyResolver;
  /**
   * Measures a function now, and fails the test for a regression.
   * @throws {PerformanceAssertionError} for a regression, with the numbers and what to do.
   */
  readonly performanceTest: (name: string, fn: () => unknown, options?: TestOptions) => Promise<PerformanceTestResult>;
}

interface InnerFixtures extends PerformanceFixtures {
  readonly measuringTest: MeasuringTest;
}

type Use<Value> = (value: Value) => Promise<void>;

/**
 * Vitest's `test` with the fixtures `performanceFramework`, `dependencyResolver` and `performanceTest`, for files of the
 * performance project.
 */
export const test: TestAPI<PerformanceFixtures> = base.extend<InnerFixtures>({
  measuringTest: async ({ task, skip }: TestContext, use: Use<MeasuringTest>) => {
    const measuring = startMeasuring({ task, skip }, "evenkeel's fixtures");
    try {
      await use(measuring);
    } finally {
      await measuring.framework.close();
    }
  },
  performanceFramework: async ({ measuringTest }, use) => use(measuringTest.framework),
  dependencyResolver: async ({ measuringTest }, use) => {
    await use(new DependencyResolver({ recordedTime: measuringTest.framework.recordedTime }));
  },
  performanceTest: async ({ measuringTest }, use) => {
    await use(async (name, fn, options) => {
      const result = await measuringTest.framework.runPerformanceTest(name, fn, options);
      measuringTest.requireGoodVerdict();
      return result;
    });
  },
}) as unknown as TestAPI<PerformanceFixtures>;
