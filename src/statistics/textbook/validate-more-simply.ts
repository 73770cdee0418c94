import { StatisticalValidationError } from '../../errors.ts';
import type { RegressionTestResult, RegressionTestType, StatisticalMethod } from '../../model/statistics.ts';
import type { ValidationResult } from '../../model/verdict.ts';
import { regressionTest } from './regression-test.ts';
import { validateSamples } from './validate.ts';

/** From the one that asks for most to the one that asks for least: resampling, a mean with a spread, a single sample. */
const METHODS: readonly StatisticalMethod[] = ['bootstrap', 'parametric', 'robust'];

/** A mean with a spread on either side, the whole distribution, and ranks, which a single sample has. */
const TESTS: readonly RegressionTestType[] = ['t_test', 'ks_test', 'mann_whitney'];

const DEFAULT_CONFIDENCE_LEVEL = 0.95;

/** What `validateSamples` was asked when it failed. */
interface ValidationQuestion {
  readonly samples: readonly number[];
  readonly lowerThreshold: number;
  readonly upperThreshold: number;
  readonly method: string;
  readonly confidenceLevel: number;
}

/** What `regressionTest` was asked when it failed. */
interface RegressionQuestion {
  readonly baselineSamples: readonly number[];
  readonly currentSamples: readonly number[];
  readonly testType: string;
  readonly confidenceLevel: number;
}

/** The method that failed, and those that are simpler, the next one first. */
interface Attempts {
  readonly method: string;
  readonly simpler: readonly (readonly [method: string, answer: () => ValidationResult])[];
}

/**
 * Answers the question that a method of validation or a regression test failed on, by the next simpler one that can;
 * `inconclusive` where none can, or where the error does not carry the question.
 */
export function validateMoreSimply(error: StatisticalValidationError): ValidationResult {
  const { method, simpler } = attemptsFor(error.data);
  for (const [fallback, answer] of simpler) {
    try {
      const result = answer();
      return { ...result, warnings: [explain(method, fallback, error), ...result.warnings] };
    } catch (failure) {
      if (!(failure instanceof StatisticalValidationError)) throw failure;
    }
  }
  return nothing(error);
}

function attemptsFor(data: Partial<ValidationQuestion & RegressionQuestion>): Attempts {
  const { samples, lowerThreshold, upperThreshold, baselineSamples, currentSamples } = data;
  const { confidenceLevel = DEFAULT_CONFIDENCE_LEVEL } = data;
  if (baselineSamples !== undefined && currentSamples !== undefined) {
    const test = (testType: RegressionTestType) =>
      asValidation(regressionTest(baselineSamples, currentSamples, { testType, confidenceLevel }));
    return attempts(TESTS, data.testType, test);
  }
  if (samples === undefined || lowerThreshold === undefined || upperThreshold === undefined) {
    return { method: '', simpler: [] };
  }
  const validate = (method: StatisticalMethod) =>
    validateSamples(samples, lowerThreshold, upperThreshold, { method, confidenceLevel });
  return attempts(METHODS, data.method, validate);
}

// What is no method has the simplest one, which is the default, in its place.
function attempts<M extends string>(
  bySimplicity: readonly M[],
  failed: string | undefined,
  answer: (method: M) => ValidationResult,
): Attempts {
  const place = bySimplicity.indexOf(failed as M);
  const simpler = place === -1 ? bySimplicity.slice(-1) : bySimplicity.slice(place + 1);
  return { method: String(failed), simpler: simpler.map((method) => [method, () => answer(method)] as const) };
}

/** A regression test that finds nothing has not shown that there is nothing. */
function asValidation(result: RegressionTestResult): ValidationResult {
  const { isRegression, interpretation, confidenceLevel, testStatistic, pValue, testType } = result;
  return {
    isValid: !isRegression,
    verdict: isRegression ? 'regression' : 'inconclusive',
    message: interpretation,
    confidenceLevel,
    testStatistic,
    pValue,
    validationMethod: testType,
    minimumDetectableChangePercent: null,
    warnings: [],
  };
}

function explain(method: string, fallback: string, { message }: StatisticalValidationError): string {
  return `The method ${method} could not be used (${message}); ${fallback} was used instead.`;
}

function nothing({ message, data }: StatisticalValidationError): ValidationResult {
  const { confidenceLevel } = data as Partial<ValidationQuestion>;
  const isLevel = confidenceLevel !== undefined && confidenceLevel > 0 && confidenceLevel < 1;
  return {
    isValid: true,
    verdict: 'inconclusive',
    message: `Nothing can be said of these samples: ${message}`,
    confidenceLevel: isLevel ? confidenceLevel : DEFAULT_CONFIDENCE_LEVEL,
    testStatistic: null,
    pValue: null,
    validationMethod: 'none',
    minimumDetectableChangePercent: null,
    warnings: [],
  };
}
