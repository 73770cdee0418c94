import { expect, it } from 'vitest';
import { StatisticalValidationError } from '../../../src/errors.ts';
import { type RegressionTestOptions, regressionTest } from '../../../src/statistics/textbook/regression-test.ts';
import { type ValidationOptions, validateSamples } from '../../../src/statistics/textbook/validate.ts';
import { validateMoreSimply } from '../../../src/statistics/textbook/validate-more-simply.ts';

/** The answer after a failure of these samples and options. */
function answer(samples: readonly number[], options: ValidationOptions, upper = 1) {
  try {
    validateSamples(samples, 0, upper, options);
  } catch (error) {
    expect(error).toBeInstanceOf(StatisticalValidationError);
    expect((error as StatisticalValidationError).data).toMatchObject({ samples, upperThreshold: upper });
    expect((error as Error).cause).toBeInstanceOf(StatisticalValidationError);
    return validateMoreSimply(error as StatisticalValidationError);
  }
  throw new Error('it did not fail');
}

it('takes the sign test where the t-test has a single sample', () => {
  expect(answer([2], { method: 'parametric', confidenceLevel: 0.9 })).toEqual({
    ...validateSamples([2], 0, 1, { method: 'robust', confidenceLevel: 0.9 }),
    warnings: [
      expect.stringMatching(/^The method parametric could not be used/),
      ...validateSamples([2], 0, 1, { method: 'robust', confidenceLevel: 0.9 }).warnings,
    ],
  });
});

it('takes the default for a method that there is none of', () => {
  const samples = Array.from({ length: 20 }, (_, i) => 2 + i / 100);
  const slower = answer(samples, { method: 'bayes' as 'robust' });
  expect(slower).toMatchObject({ verdict: 'regression', isValid: false, validationMethod: 'robust' });
  expect(slower.warnings[0]).toMatch(/^The method bayes could not be used \(.*\); robust was used instead\.$/);
});

it.each<[string, readonly number[], ValidationOptions, number?]>([
  ['no samples', [], {}],
  ['samples that are no numbers', [1, Number.NaN], { method: 'bootstrap' }],
  ['bounds in the wrong order', [1, 2], { method: 'bootstrap' }, -1],
  ['a level that is none', [1, 2], { confidenceLevel: 95 }],
])('concludes nothing from %s', (_what, samples, options, upper) => {
  const nothing = answer(samples, options, upper);
  expect(nothing).toMatchObject({ verdict: 'inconclusive', isValid: true, validationMethod: 'none', pValue: null });
  expect(nothing.message).toMatch(/^Nothing can be said of these samples: ./);
  expect(nothing.confidenceLevel).toBe(0.95);
});

it.each([-1, 0, 1, 95])('does not claim the level %d', (confidenceLevel) => {
  expect(answer([1, 2], { confidenceLevel }).confidenceLevel).toBe(0.95);
});

it('keeps the level where nothing can be said', () => {
  expect(answer([], { confidenceLevel: 0.9 }).confidenceLevel).toBe(0.9);
});

/** The answer after a failure of a regression test. */
function answerOfTest(baseline: readonly number[], current: readonly number[], options: RegressionTestOptions) {
  try {
    regressionTest(baseline, current, options);
  } catch (error) {
    return validateMoreSimply(error as StatisticalValidationError);
  }
  throw new Error('it did not fail');
}

it('takes the whole distributions where a side has no spread for a t-test', () => {
  const result = regressionTest([1], [2, 3], { testType: 'ks_test', confidenceLevel: 0.9 });
  expect(answerOfTest([1], [2, 3], { testType: 't_test', confidenceLevel: 0.9 })).toEqual({
    isValid: true,
    verdict: 'inconclusive',
    message: result.interpretation,
    confidenceLevel: 0.9,
    testStatistic: result.testStatistic,
    pValue: result.pValue,
    validationMethod: 'ks_test',
    minimumDetectableChangePercent: null,
    warnings: [expect.stringMatching(/^The method t_test could not be used \(.*\); ks_test was used instead\.$/)],
  });
});

it('takes ranks for a test that there is none of', () => {
  const baseline = Array.from({ length: 20 }, (_, i) => 2 + i / 100);
  const current = baseline.map((value) => 2 * value);
  expect(answerOfTest(baseline, current, { testType: 'bayes' as 't_test' })).toMatchObject({
    verdict: 'regression',
    isValid: false,
    validationMethod: 'mann_whitney',
    confidenceLevel: 0.95,
  });
  expect(answerOfTest([], current, { testType: 't_test' })).toMatchObject({ validationMethod: 'none' });
});

it.each([
  {},
  { samples: [1, 2] },
  { lowerThreshold: 0, upperThreshold: 1 },
  { samples: [1, 2], upperThreshold: 1 },
  { samples: [1, 2], lowerThreshold: 0 },
  { baselineSamples: [1, 2] },
  { currentSamples: [1, 2] },
])('says nothing of a question that the error does not carry: %j', (data) => {
  const nothing = validateMoreSimply(new StatisticalValidationError('what it was', { data }));
  expect(nothing).toMatchObject({
    validationMethod: 'none',
    message: 'Nothing can be said of these samples: what it was',
  });
});

it('does not hide an error of its own', () => {
  const samples = { length: 1, map: null } as unknown as readonly number[];
  const error = new StatisticalValidationError('x', {
    data: {
      samples: new Proxy(samples, {
        get: () => {
          throw new TypeError('defect');
        },
      }),
      lowerThreshold: 0,
      upperThreshold: 1,
      method: 'x',
    },
  });
  expect(() => validateMoreSimply(error)).toThrow(TypeError);
});
