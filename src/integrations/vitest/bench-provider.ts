import { inject, type TestContext } from 'vitest';
import { UsageError } from '../../errors.ts';
import type { TestOptions } from '../../model/suite.ts';
import { type BenchAnswer, benchAnswer } from './bench-statistics.ts';
import { measuringOf } from './measured-test.ts';

type Hook = (...args: never[]) => unknown;

/** The part of Vitest 5's `BenchmarkGroup` that this needs; the types of earlier versions do not have it. */
interface BenchmarkGroup {
  readonly test: TestContext['task'] & { readonly fullTestName?: string };
  readonly registrations: readonly {
    readonly name: string;
    readonly fn: () => unknown;
    readonly fnOpts?: Readonly<Partial<Record<'beforeAll' | 'afterAll' | 'beforeEach' | 'afterEach', Hook>>>;
  }[];
  readonly options?: {
    readonly iterations?: number;
    readonly warmupIterations?: number;
    /** Milliseconds. */
    readonly time?: number;
  };
}

/**
 * Measures the benchmarks of Vitest 5's own `bench` as evenkeel does, and fails their test for a regression:
 * https://vitest.dev/guide/advanced/benchmark-provider
 */
const provider = {
  async run({ test, registrations, options = {} }: BenchmarkGroup): Promise<BenchAnswer[]> {
    const provided = inject('evenkeel');
    if (!provided) throw new UsageError("evenkeel's benchmark provider needs its plug-in: plugins: [evenkeel()].");
    const measuring = measuringOf(test, provided.settings);
    const answers: BenchAnswer[] = [];
    try {
      for (const { name, fn, fnOpts = {} } of registrations) {
        if (fnOpts.beforeEach ?? fnOpts.afterEach) throw new UsageError(hookPerCall(name));
        await fnOpts.beforeAll?.();
        const testName = `${test.fullTestName ?? test.name} > ${name}`;
        const result = await measuring.framework.runPerformanceTest(testName, fn, optionsOf(options));
        await fnOpts.afterAll?.();
        answers.push(benchAnswer(name, result));
      }
      measuring.requireGoodVerdict();
      return answers;
    } finally {
      await measuring.framework.close();
    }
  },
};

export default provider;

function optionsOf({ iterations, warmupIterations, time }: NonNullable<BenchmarkGroup['options']>): TestOptions {
  return {
    ...(iterations !== undefined && { iterations }),
    ...(warmupIterations !== undefined && { warmupIterations }),
    ...(time !== undefined && { maxDuration: time / 1000 }),
  };
}

function hookPerCall(name: string): string {
  return `bench(${JSON.stringify(name)}): \`beforeEach\` and \`afterEach\` run between the calls that are timed together, which evenkeel cannot take out of the time. Use \`beforeAll\`, or \`perf\` with \`beforeEach\` in a *.perf.ts file.`;
}
