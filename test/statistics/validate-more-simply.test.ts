import { expect, it } from 'vitest';
import { StatisticalValidationError } from '../../src/errors.ts';
import { type ValidationOptions, validateSamples } from '../../src/statistics/validate.ts';
import { validateMoreSimply } from '../../src/statistics/validate-more-simply.ts';

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
