import type { PlannedTest } from '../../../src/measure/processes/schedule.ts';
import type { TestPlan } from '../../../src/model/suite.ts';

const plan: TestPlan = {
  iterations: 3,
  warmupIterations: 0,
  processes: 1,
  maxDuration: 0.01,
  timeLimit: 30,
  thresholdFactor: 1.2,
  tolerancePercent: 2,
  statisticalMethod: 'robust',
  maxOverheadPercent: 20,
  metrics: ['time'],
};

/** A test that is to be measured, of the file at `path`. */
export function planned(
  name: string,
  over: Partial<TestPlan> & { readonly kind?: 'test' | 'comparison'; readonly path?: string } = {},
): PlannedTest {
  const { kind = 'test', path = '/nowhere/t.perf.mjs', ...rest } = over;
  return {
    declaration: { kind, name, options: {} },
    file: 't.perf.mjs',
    load: { file: path, loader: 'node', cacheDirectory: null },
    plan: { ...plan, ...rest },
  };
}
