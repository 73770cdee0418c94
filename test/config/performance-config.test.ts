import { describe, expect, it } from 'vitest';
import type { PerformanceConfigFields } from '../../src/config/fields.ts';
import { PerformanceConfig } from '../../src/config/performance-config.ts';
import { UsageError } from '../../src/errors.ts';

/** Fields as a program without types might give them. */
function untyped(fields: Record<string, unknown>): PerformanceConfig {
  return new PerformanceConfig(fields as Partial<PerformanceConfigFields>);
}

describe('PerformanceConfig', () => {
  it('has the defaults of the specification, and what came later', () => {
    const {
      mainBranch,
      recording,
      confirm,
      against,
      confirmBudget,
      metrics,
      prepare,
      prepareTimeout,
      store,
      storeRequired,
      project,
      baselineRetentionRuns,
      ...specified
    } = new PerformanceConfig();
    const later = {
      mainBranch,
      recording,
      confirm,
      against,
      confirmBudget,
      metrics,
      prepare,
      prepareTimeout,
      store,
      storeRequired,
      project,
      baselineRetentionRuns,
    };
    expect(later).toEqual({
      mainBranch: '',
      recording: 'automatic',
      confirm: 'pairs',
      against: '',
      confirmBudget: 0,
      metrics: ['time'],
      prepare: '',
      prepareTimeout: 1800,
      store: '',
      storeRequired: false,
      project: '',
      baselineRetentionRuns: 30,
    });
    expect(specified).toEqual({
      cacheDirectory: '.performance-cache',
      baselineRetentionDays: 30,
      confidenceLevel: 0.95,
      defaultIterations: 100,
      warmupIterations: 5,
      ciTimeoutMultiplier: 2,
      statisticalMethod: 'robust',
      outlierDetectionMethod: 'modified_z_score',
      regressionTestMethod: 'mann_whitney',
      adaptationRate: 0.1,
      enableCaching: true,
      logLevel: 'INFO',
      performanceOverheadLimit: 0.05,
    });
  });

  it('accepts its defaults', () => {
    expect(new PerformanceConfig().validate()).toEqual([]);
  });

  it('takes what differs, and a default where a field is undefined', () => {
    const config = untyped({ confidenceLevel: 0.99, defaultIterations: undefined });
    expect(config.confidenceLevel).toBe(0.99);
    expect(config.defaultIterations).toBe(100);
  });

  it.each<[keyof PerformanceConfigFields, readonly unknown[], readonly unknown[]]>([
    ['cacheDirectory', ['baselines', '/var/cache'], ['', 7, null]],
    ['baselineRetentionDays', [0.5, 1, 365], [0, -1, 100_001, Number.NaN, Number.POSITIVE_INFINITY, '30']],
    ['baselineRetentionRuns', [1, 30, 100_000], [0, -1, 1.5, 100_001, '30']],
    ['confidenceLevel', [0.5, 0.999], [0, 1, -0.1, 95, Number.NaN, '0.95']],
    ['defaultIterations', [1, 1000], [0, 1.5, -3, Number.NaN, '100']],
    ['mainBranch', ['', 'production', 'release/1.x'], [null, 7, 'a\nb']],
    ['recording', ['automatic', 'always', 'never'], ['accept', true, '']],
    ['confirm', ['pairs', 'history'], ['runs', '', null]],
    ['against', ['', 'origin/main', 'HEAD~1'], [null, 'a\nb']],
    ['confirmBudget', [0, 0.5, 180, 86_400], [-1, 86_401, Number.NaN, '180']],
    ['prepare', ['', 'npm ci && npm run build'], [false, 'npm ci\nnpm test']],
    ['prepareTimeout', [1, 0.5 + 1, 86_400], [0, 86_401, Number.NaN, '1800']],
    ['warmupIterations', [0, 50], [-1, 0.5, '5']],
    ['ciTimeoutMultiplier', [1, 2.5], [0.99, 0, 1001, Number.POSITIVE_INFINITY, '2']],
    ['statisticalMethod', ['robust', 'parametric', 'bootstrap'], ['bayesian', 'ROBUST', null]],
    ['outlierDetectionMethod', ['modified_z_score', 'iqr', 'isolation_forest'], ['z', '']],
    ['regressionTestMethod', ['mann_whitney', 't_test', 'ks_test'], ['u_test', 1]],
    ['adaptationRate', [0, 0.1, 1], [-0.01, 1.01, Number.NaN]],
    ['enableCaching', [true, false], ['yes', 1, null]],
    ['logLevel', ['DEBUG', 'INFO', 'WARNING', 'ERROR'], ['debug', 'TRACE']],
    ['performanceOverheadLimit', [0, 0.05, 1], [5, -0.05]],
  ])('%s takes %j and not %j', (field, right, wrong) => {
    for (const value of right) expect(untyped({ [field]: value }).validate()).toEqual([]);
    for (const value of wrong) {
      const problems = untyped({ [field]: value }).validate();
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(new RegExp(`^${field} must be .+, not .+\\.$`));
    }
  });

  it('lists every problem at once, with what was given', () => {
    const problems = untyped({ confidenceLevel: 95, logLevel: 'loud', enableCaching: undefined }).validate();
    expect(problems).toEqual([
      'confidenceLevel must be a number between 0 and 1, not 95.',
      "logLevel must be one of 'DEBUG', 'INFO', 'WARNING', 'ERROR', not \"loud\".",
    ]);
  });

  it('says NaN and infinities as what they are', () => {
    expect(untyped({ adaptationRate: Number.NaN }).validate()[0]).toMatch(/not NaN\.$/);
    expect(untyped({ ciTimeoutMultiplier: Number.POSITIVE_INFINITY }).validate()[0]).toMatch(/not Infinity\.$/);
  });

  it.each([
    ['confidenceLevl', 'There is no field confidenceLevl; did you mean confidenceLevel?'],
    ['confidence_level', 'There is no field confidence_level; did you mean confidenceLevel?'],
    ['colour', expect.stringMatching(/^There is no field colour; the fields are cacheDirectory, .*OverheadLimit\.$/)],
    ['constructor', expect.stringMatching(/^There is no field constructor; /)],
  ])('says a field that it does not know, and the nearest: %s', (field, problem) => {
    expect(untyped({ [field]: 0.9 }).validate()).toEqual([problem]);
  });

  it('checked() gives a sound configuration back, and throws every problem of another', () => {
    const sound = new PerformanceConfig();
    expect(sound.checked()).toBe(sound);
    const wrong = untyped({ confidenceLevel: 95, defaultIterations: 0 });
    expect(() => wrong.checked()).toThrow(UsageError);
    expect(() => wrong.checked()).toThrow(/confidenceLevel .* defaultIterations /);
  });
});
