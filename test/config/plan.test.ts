import { describe, expect, it } from 'vitest';
import { PerformanceConfig } from '../../src/config/performance-config.ts';
import { type PlanOverrides, planTest } from '../../src/config/plan.ts';
import type { Scatter } from '../../src/model/metric.ts';
import type { ComparisonOptions, TestDeclaration, TestPlan } from '../../src/model/suite.ts';

interface Case {
  readonly kind?: TestDeclaration['kind'];
  readonly scatter?: Scatter;
  readonly options?: ComparisonOptions;
  readonly config?: PerformanceConfig;
  readonly isCI?: boolean;
  readonly overrides?: PlanOverrides;
}

function plan({ kind = 'test', scatter, options = {}, config = new PerformanceConfig(), ...rest }: Case) {
  const { isCI = false, overrides } = rest;
  const metric = scatter && ({ name: 'value', unit: '', better: 'lower', scatter } as const);
  const declaration: TestDeclaration = { kind, name: 'sort', options, ...(metric && { metric }) };
  return planTest(declaration, config, overrides ? { isCI, overrides } : { isCI });
}

describe('planTest', () => {
  it('has defaults', () => {
    expect(plan({})).toEqual({
      iterations: 100,
      warmupIterations: 5,
      processes: 5,
      maxDuration: 3,
      timeLimit: 60,
      thresholdFactor: 1.2,
      tolerancePercent: 2,
      statisticalMethod: 'robust',
      maxOverheadPercent: 20,
      metrics: ['time'],
    });
  });

  it('starts more processes for a comparison, because each pair is one number', () => {
    expect(plan({ kind: 'comparison' }).processes).toBe(8);
  });

  it('measures a metric as often as its scatter asks for', () => {
    const options = { processes: 9, iterations: 50, warmupIterations: 2 };
    const overrides = { processes: 4, iterations: 8 };
    const of = (scatter: Scatter, given: Omit<Case, 'kind'> = {}) => plan({ ...given, kind: 'metric', scatter });
    expect(of('sampled')).toEqual(plan({}));
    expect(of('counted')).toMatchObject({ processes: 2, iterations: 3, warmupIterations: 1, tolerancePercent: 0.5 });
    expect(of('counted', { options })).toMatchObject(options);
    expect(of('counted', { options, overrides })).toMatchObject({ ...overrides, warmupIterations: 2 });
    const once = { processes: 1, iterations: 2, warmupIterations: 0 };
    expect(of('single', { options, overrides })).toMatchObject({ ...once, tolerancePercent: 0.5 });
    expect(of('single', { options: { tolerancePercent: 3 } }).tolerancePercent).toBe(3);
  });

  it('prefers the configuration to the defaults', () => {
    const config = new PerformanceConfig({
      defaultIterations: 40,
      warmupIterations: 9,
      statisticalMethod: 'bootstrap',
    });
    expect(plan({ config })).toMatchObject({ iterations: 40, warmupIterations: 9, statisticalMethod: 'bootstrap' });
  });

  it('prefers what the test says to the configuration', () => {
    const config = new PerformanceConfig({ defaultIterations: 40, warmupIterations: 9 });
    const options: TestPlan = {
      iterations: 7,
      warmupIterations: 0,
      processes: 3,
      maxDuration: 0.5,
      timeLimit: 4,
      thresholdFactor: 2,
      tolerancePercent: 0,
      statisticalMethod: 'parametric',
      maxOverheadPercent: 0,
      metrics: ['time'],
    };
    expect(plan({ kind: 'comparison', config, options })).toEqual(options);
  });

  it('prefers what is set for the run to everything', () => {
    const options = { iterations: 7, processes: 3 };
    expect(plan({ options, overrides: { iterations: 11, processes: 2 } })).toMatchObject({
      iterations: 11,
      processes: 2,
    });
    expect(plan({ options, overrides: { iterations: undefined } })).toMatchObject(options);
  });

  it.each([
    [false, 4],
    [true, 12],
  ])('in CI (%j) a time limit of 4 s becomes %d s at a multiplier of 3', (isCI, timeLimit) => {
    const config = new PerformanceConfig({ ciTimeoutMultiplier: 3 });
    expect(plan({ isCI, config, options: { timeLimit: 4 } }).timeLimit).toBe(timeLimit);
  });
});
