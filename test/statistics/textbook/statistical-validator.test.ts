import { describe, expect, test } from 'vitest';
import { StatisticalValidationError } from '../../../src/errors.ts';
import type { RegressionTestType, StatisticalMethod } from '../../../src/model/statistics.ts';
import { createGenerator } from '../../../src/statistics/core/random.ts';
import { StatisticalValidator } from '../../../src/statistics/textbook/statistical-validator.ts';
import { drawSamples, shapeNames, shapes, shareOf } from '../random-samples.ts';
import { expectClose, referenceCases } from '../reference.ts';

const validator = new StatisticalValidator();
const methods = ['robust', 'parametric', 'bootstrap'] as const;
const samples = drawSamples('normal', 100, createGenerator(7));

describe('validatePerformance', () => {
  test.each(methods)('%s tells the four verdicts apart', (method) => {
    const verdictFor = (lower: number, upper: number) =>
      validator.validatePerformance(samples, lower, upper, { method });
    expect(verdictFor(0.8, 1.2)).toMatchObject({ verdict: 'pass', isValid: true, validationMethod: method });
    expect(verdictFor(0.8, 0.9)).toMatchObject({ verdict: 'regression', isValid: false });
    expect(verdictFor(1.1, 1.2)).toMatchObject({ verdict: 'improvement', isValid: true });
    expect(verdictFor(0.8, 1)).toMatchObject({ verdict: 'inconclusive', isValid: true });
  });

  test.each(methods)('%s: the message says what was found', (method) => {
    const noun = method === 'parametric' ? 'mean' : 'median';
    const message = (lower: number, upper: number) =>
      validator.validatePerformance(samples, lower, upper, { method }).message;
    expect(message(0.8, 0.9)).toMatch(new RegExp(`The ${noun}, .* is above the upper bound of 900 ms \\(p < 0\\.0001`));
    expect(message(1.1, 1.2)).toMatch(
      /below the lower bound of 1\.1 s \(p < 0\.0001 if it were not; by the .*, 95 % conf/,
    );
    expect(message(0.8, 1.2)).toMatch(/is not above the upper bound of 1\.2 s \(p < 0\.0001 if it were; by the /);
    expect(message(0.8, 1)).toMatch(/too uncertain to tell .* \(p = .* if it is not above, p = .* if it is; by the /);
    expect(message(0.8, Infinity)).toMatch(/because there is none/);
  });

  test.each(methods)('%s: a bound that does not exist', (method) => {
    const open = validator.validatePerformance(samples, -Infinity, Infinity, { method });
    expect(open).toMatchObject({ verdict: 'pass', minimumDetectableChangePercent: null });
    expect(Number.isFinite(open.testStatistic)).toBe(true);
    expectClose(open.pValue!, 1, 'p', 1e-9);
  });

  test('the statistic and the p-value belong to the hypothesis of the upper bound', () => {
    const few = [1, 2, 3, 4, 5, 6, 7, 8];
    const robust = validator.validatePerformance(few, 0, 1.5);
    expect(robust.testStatistic).toBe(7);
    expectClose(robust.pValue!, 9 / 256, 'sign test', 1e-12);
    const parametric = validator.validatePerformance(few, 0, 1.5, { method: 'parametric' });
    expectClose(parametric.testStatistic!, 3 / Math.sqrt(6 / 8), 't', 1e-12);
    const bootstrap = validator.validatePerformance(few, 0, 1.5, { method: 'bootstrap' });
    expect(bootstrap.testStatistic).toBe(3);
    expect(bootstrap.pValue).toBeLessThan(0.01);
  });

  test.each(methods)('%s: few samples prove nothing', (method) => {
    const result = validator.validatePerformance([1, 2, 3], 0.5, 0.9, { method, confidenceLevel: 0.99 });
    expect(result.verdict).toBe('inconclusive');
    if (method !== 'parametric') expect(result.warnings).toEqual([expect.stringMatching(/take at least 7/)]);
  });

  test('a stray sample does not upset the robust methods', () => {
    const stray = [...samples.slice(0, 95), 100, 100, 100, 100, 100];
    for (const method of ['robust', 'bootstrap'] as const) {
      expect(validator.validatePerformance(stray, 0.8, 1.2, { method }).verdict).toBe('pass');
    }
    expect(validator.validatePerformance(stray, 0.8, 1.2, { method: 'parametric' }).verdict).toBe('regression');
  });

  test('constant samples are judged by their value', () => {
    const constant = new Array(10).fill(0.001);
    for (const method of methods) {
      expect(validator.validatePerformance(constant, 0.0008, 0.0012, { method }).verdict).toBe('pass');
      expect(validator.validatePerformance(constant, 0.0008, 0.0009, { method }).verdict).toBe('regression');
    }
  });

  test('samples that drift are warned of', () => {
    const drifting = Array.from({ length: 50 }, (_, i) => 1 + i / 100);
    expect(validator.validatePerformance(drifting, 0, 2).warnings).toEqual([
      expect.stringMatching(/^Neighbouring samples resemble each other: 50 of them say as much as \d independent ones/),
    ]);
    expect(validator.validatePerformance(samples, 0, 2).warnings).toEqual([]);
  });

  test('what cannot be validated is refused', () => {
    expect(() => validator.validatePerformance([], 0, 1)).toThrow(/samples is empty/);
    expect(() => validator.validatePerformance([1], 0, 1, { method: 'parametric' })).toThrow(/at least 2/);
    expect(() => validator.validatePerformance([1, Number.NaN], 0, 1)).toThrow(/samples\[1\] is NaN/);
    expect(() => validator.validatePerformance([1, 2], 2, 1)).toThrow(/bounds are 2 and 1/);
    expect(() => validator.validatePerformance([1, 2], Number.NaN, 1)).toThrow(StatisticalValidationError);
    expect(() => validator.validatePerformance([1, 2], 0, 1, { confidenceLevel: 1 })).toThrow(/confidenceLevel is 1/);
    expect(() => validator.validatePerformance([1, 2], 0, 1, { method: 'magic' as StatisticalMethod })).toThrow(
      /magic is no method of validation/,
    );
  });
});

describe('error rates of validatePerformance', () => {
  test.each(shapeNames)('%s samples exactly at the bound fail in at most one of twenty', (shape) => {
    const { median, mean } = shapes[shape];
    for (const method of methods) {
      const bound = method === 'parametric' ? mean : median;
      const share = shareOf(2000, (g) => {
        return !validator.validatePerformance(drawSamples(shape, 40, g), 0, bound, { method }).isValid;
      });
      // Three Monte Carlo standard errors above 5 %; the sign test's own rate at n = 40 is 4.0 %.
      expect(share, method).toBeLessThan(0.065);
      expect(share, method).toBeGreaterThan(shape === 'skewed' ? 0.01 : 0.025);
    }
  });

  test.each(methods)('%s: nine in ten of the smallest detectable slow-downs are caught', (method) => {
    let caught = 0;
    const trials = 1000;
    const generator = createGenerator(11);
    const bound = 1.08;
    // What the middle one of many validations says that it would just catch.
    const sizes = Array.from({ length: 201 }, () => {
      const before = drawSamples('normal', 60, generator);
      return validator.validatePerformance(before, 0, bound, { method }).minimumDetectableChangePercent!;
    }).sort((a, b) => a - b);
    const factor = 1 + sizes[100]! / 100;
    for (let trial = 0; trial < trials; trial++) {
      const slower = drawSamples('normal', 60, generator).map((value) => value * factor);
      if (!validator.validatePerformance(slower, 0, bound, { method }).isValid) caught++;
    }
    expect(caught / trials).toBeGreaterThan(0.85);
    expect(caught / trials).toBeLessThan(0.95);
  });
});

describe('detectOutliers', () => {
  test.each(referenceCases)('%s', (_, { baseline, expect: expected }) => {
    expect(validator.detectOutliers(baseline)).toEqual(expected.outliers.modified_z_score);
    expect(validator.detectOutliers(baseline, { method: 'iqr' })).toEqual(expected.outliers.iqr);
  });

  test('where the MAD is 0 the mean deviation decides', () => {
    expect(validator.detectOutliers([1, 1, 1, 1, 1, 1, 1, 1, 5, 1])).toEqual([8]);
    expect(validator.detectOutliers([1, 1, 1, 1, 2, 2, 1])).toEqual([]);
    expect(validator.detectOutliers([3, 3, 3])).toEqual([]);
    expect(validator.detectOutliers([3], { method: 'iqr' })).toEqual([]);
  });

  test('the isolation forest names planted outliers', () => {
    const planted = [...samples.slice(0, 50), 5, ...samples.slice(50), -3];
    const found = validator.detectOutliers(planted, { method: 'isolation_forest' });
    expect(found).toEqual(expect.arrayContaining([50, 101]));
    expect(found.length).toBeLessThan(12);
  });

  test('unknown methods are refused', () => {
    expect(() => validator.detectOutliers([1], { method: 'toString' as 'iqr' })).toThrow(/toString is no method/);
  });
});

describe('calculateConfidenceInterval', () => {
  test.each(referenceCases)('%s', (_, { baseline, expect: expected }) => {
    const [low, high] = validator.calculateConfidenceInterval(baseline, { method: 't' });
    expectClose(low, expected.mean_ci_t_95[0], 'low');
    expectClose(high, expected.mean_ci_t_95[1], 'high');
  });

  test('the default is an interval for the median at 95 %: the bootstrap where that covers evenly', () => {
    const many = drawSamples('normal', 200, createGenerator(8));
    const explicit = (of: Float64Array, method: 'bootstrap' | 'interpolated') =>
      validator.calculateConfidenceInterval(of, { method, confidenceLevel: 0.95 });
    expect(validator.calculateConfidenceInterval(many)).toEqual(explicit(many, 'bootstrap'));
    expect(validator.calculateConfidenceInterval(samples)).toEqual(explicit(samples, 'interpolated'));
    expect(validator.calculateConfidenceInterval([1, 2, 3, 4, 5])).toEqual([1, 5]);
    expect(validator.calculateConfidenceInterval([4])).toEqual([4, 4]);
  });

  test.each(['interpolated', 'order_statistic', 'bca', 'studentized'] as const)(
    '%s holds the typical value and repeats',
    (method) => {
      const [low, high] = validator.calculateConfidenceInterval(samples, { method });
      expect(low).toBeLessThan(1.02);
      expect(high).toBeGreaterThan(0.98);
      expect(high - low).toBeLessThan(0.08);
      expect(validator.calculateConfidenceInterval(samples, { method })).toEqual([low, high]);
    },
  );

  test('unknown methods are refused', () => {
    expect(() => validator.calculateConfidenceInterval([1], { method: 'magic' as 't' })).toThrow(/magic is no method/);
  });
});

describe('testRegression', () => {
  const slower = samples.map((value) => value + 0.06);

  test.each([
    ['mann_whitney', /tend to be slower .* in \d\d(\.\d)? % of all pairs/],
    ['t_test', /mean is greater .* standard deviations/],
    ['ks_test', /Somewhere in their distribution .* percentage points greater/],
  ] as const)('%s finds a slow-down, and says what it cannot conclude', (testType, words) => {
    const result = validator.testRegression(samples, slower, { testType });
    expect(result).toMatchObject({ testType, isRegression: true, confidenceLevel: 0.95 });
    expect(result.effectSize).toBeGreaterThan(0.1);
    expect(result.interpretation).toMatch(words);
    expect(result.interpretation).toMatch(/ = \d+(\.\d+)?, one-sided p [<=] [\d.]+ if they were not, 95 % confidence/);
    expect(result.interpretation).toMatch(/not independent runs/);
  });

  test.each(['mann_whitney', 't_test', 'ks_test'] as const)('%s does not take faster for slower', (testType) => {
    const result = validator.testRegression(slower, samples, { testType });
    expect(result.isRegression).toBe(false);
    expect(result.pValue).toBeGreaterThan(0.9);
    expect(result.interpretation).toMatch(/^No evidence .* does not show that they are equally fast/);
  });

  test('Mann-Whitney is the default; the level decides', () => {
    const result = validator.testRegression(samples, slower);
    expect(result.testType).toBe('mann_whitney');
    expect(validator.testRegression(samples, slower, { confidenceLevel: 1 - result.pValue / 2 }).isRegression).toBe(
      false,
    );
  });

  test('unknown tests are refused', () => {
    expect(() => validator.testRegression([1], [2], { testType: 'sign' as RegressionTestType })).toThrow(
      /sign is no test/,
    );
    expect(() => validator.testRegression([1], [2], { confidenceLevel: 95 })).toThrow(/confidenceLevel is 95/);
  });
});
