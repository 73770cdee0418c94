import { StatisticalValidationError } from '../errors.ts';
import type { StatisticalMethod } from '../model/statistics.ts';
import type { ValidationResult } from '../model/verdict.ts';
import { validateSamples } from './validate.ts';

/** From the one that asks for most to the one that asks for least: resampling, a mean with a spread, a single sample. */
const BY_SIMPLICITY: readonly StatisticalMethod[] = ['bootstrap', 'parametric', 'robust'];

const DEFAULT_CONFIDENCE_LEVEL = 0.95;

/** What `validateSamples` was asked when it failed. */
interface Question {
  readonly samples: readonly number[];
  readonly lowerThreshold: number;
  readonly upperThreshold: number;
  readonly method: string;
  readonly confidenceLevel: number;
}

/**
 * Answers the question that a method of validation failed on, by the next simpler method that can; `inconclusive` where
 * none can, or where the error does not carry the question.
 */
export function validateMoreSimply(error: StatisticalValidationError): ValidationResult {
  const question = error.data as Partial<Question>;
  const { samples, lowerThreshold, upperThreshold, method } = question;
  if (samples === undefined || lowerThreshold === undefined || upperThreshold === undefined) return nothing(error);
  for (const fallback of simplerThan(method)) {
    try {
      const options = { method: fallback, confidenceLevel: question.confidenceLevel ?? DEFAULT_CONFIDENCE_LEVEL };
      const result = validateSamples(samples, lowerThreshold, upperThreshold, options);
      return { ...result, warnings: [explain(String(method), fallback, error), ...result.warnings] };
    } catch (failure) {
      if (!(failure instanceof StatisticalValidationError)) throw failure;
    }
  }
  return nothing(error);
}

// What is no method has the default in its place.
function simplerThan(method: string | undefined): readonly StatisticalMethod[] {
  const place = BY_SIMPLICITY.indexOf(method as StatisticalMethod);
  return place === -1 ? BY_SIMPLICITY.slice(-1) : BY_SIMPLICITY.slice(place + 1);
}

function explain(method: string, fallback: StatisticalMethod, { message }: StatisticalValidationError): string {
  return `The method ${method} could not be used (${message}); ${fallback} was used instead.`;
}

function nothing({ message, data }: StatisticalValidationError): ValidationResult {
  const { confidenceLevel } = data as Partial<Question>;
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
