import { StatisticalValidationError } from '../../errors.ts';
import type { StatisticalMethod } from '../../model/statistics.ts';
import type { ValidationResult } from '../../model/verdict.ts';
import { normalQuantile } from '../core/normal.ts';
import { requireOpenUnit, type Samples } from '../core/samples.ts';
import { saturated } from '../core/saturated.ts';
import { durationInWords, percentInWords, pValueInWords } from '../core/words.ts';
import { autocorrelation, effectiveSampleSize } from './autocorrelation.ts';
import { bootstrapEvidence, type Evidence, parametricEvidence, robustEvidence } from './evidence.ts';

/** How to look at the samples. */
export interface ValidationOptions {
  /** Default 'robust'. */
  readonly method?: StatisticalMethod;
  /** Default 0.95. */
  readonly confidenceLevel?: number;
}

type LocationVerdict = 'regression' | 'improvement' | 'pass' | 'inconclusive';

const EVIDENCE: Readonly<Record<StatisticalMethod, (samples: Samples) => Evidence>> = {
  robust: robustEvidence,
  parametric: parametricEvidence,
  bootstrap: bootstrapEvidence,
};

/** How often a slow-down of the reported detectable size would be caught. */
const POWER = 0.9;

/**
 * Validates samples (seconds) against bounds for their typical time: the median by the exact sign test (`robust`) or the
 * bootstrap (`bootstrap`), or the mean by the t-test (`parametric`). `regression` where it is shown to lie above the upper
 * bound, `pass` where it is shown not to, `improvement` where it is shown to lie below the lower bound, `inconclusive`
 * otherwise. `pValue` is that of the hypothesis that the typical time is not above the upper bound; `testStatistic` is the
 * number of samples above it (`robust`), t (`parametric`), or the seconds by which the median exceeds it (`bootstrap`).
 * All of this takes the samples to be independent, which those of one process are not.
 * @param lowerThreshold may be −∞ (or 0) where there is no such bound, and `upperThreshold` +∞.
 * @throws StatisticalValidationError where there is no sample (`parametric`: fewer than two), one is not finite, the
 * bounds are not in order, or an option is unknown or out of range; its `data` holds the arguments.
 */
export function validateSamples(
  samples: Samples,
  lowerThreshold: number,
  upperThreshold: number,
  options: ValidationOptions = {},
): ValidationResult {
  const { method = 'robust', confidenceLevel = 0.95 } = options;
  const question = { method, confidenceLevel };
  try {
    return validate(samples, lowerThreshold, upperThreshold, question);
  } catch (error) {
    if (!(error instanceof StatisticalValidationError)) throw error;
    const data = { ...error.data, samples, lowerThreshold, upperThreshold, ...question };
    throw new StatisticalValidationError(error.message, { data, cause: error });
  }
}

function validate(
  samples: Samples,
  lowerThreshold: number,
  upperThreshold: number,
  { method, confidenceLevel }: Required<ValidationOptions>,
): ValidationResult {
  requireOpenUnit(confidenceLevel, 'confidenceLevel');
  requireBounds(lowerThreshold, upperThreshold);
  const evidence = evidenceOf(samples, method);
  const alpha = 1 - confidenceLevel;
  const pValue = evidence.above(upperThreshold);
  const verdict = decide(evidence, pValue, lowerThreshold, upperThreshold, alpha);
  return {
    isValid: verdict !== 'regression',
    verdict,
    message: explain(evidence, verdict, pValue, lowerThreshold, upperThreshold, confidenceLevel),
    confidenceLevel,
    testStatistic: evidence.statistic(upperThreshold),
    pValue,
    validationMethod: method,
    minimumDetectableChangePercent: detectableChange(evidence, upperThreshold, alpha),
    warnings: warningsFor(samples, evidence, alpha),
  };
}

function evidenceOf(samples: Samples, method: StatisticalMethod): Evidence {
  if (!Object.hasOwn(EVIDENCE, method)) {
    throw new StatisticalValidationError(
      `${String(method)} is no method of validation: use robust, parametric or bootstrap`,
    );
  }
  return EVIDENCE[method](samples);
}

function decide(evidence: Evidence, pValue: number, lower: number, upper: number, alpha: number): LocationVerdict {
  if (pValue < alpha) return 'regression';
  if (evidence.below(upper) >= alpha) return 'inconclusive';
  return lower > Number.NEGATIVE_INFINITY && evidence.below(lower) < alpha ? 'improvement' : 'pass';
}

function explain(
  evidence: Evidence,
  verdict: LocationVerdict,
  pValue: number,
  lower: number,
  upper: number,
  confidenceLevel: number,
): string {
  const typical = `The ${evidence.location}, ${durationInWords(evidence.estimate)},`;
  const limit = durationInWords(upper);
  const sure = `by the ${evidence.by}, ${percentInWords(confidenceLevel)} confidence`;
  const ifAbove = pValueInWords(evidence.below(upper));
  switch (verdict) {
    case 'regression':
      return `${typical} is above the upper bound of ${limit} (${pValueInWords(pValue)} if it were not; ${sure}).`;
    case 'improvement':
      return `${typical} is below the lower bound of ${durationInWords(lower)} (${pValueInWords(evidence.below(lower))} if it were not; ${sure}).`;
    case 'pass':
      if (upper === Number.POSITIVE_INFINITY) return `${typical} is not above the upper bound, because there is none.`;
      return `${typical} is not above the upper bound of ${limit} (${ifAbove} if it were; ${sure}).`;
    case 'inconclusive':
      return `${typical} is too uncertain to tell on which side of the upper bound of ${limit} the true one lies (${pValueInWords(pValue)} if it is not above, ${ifAbove} if it is; ${sure}).`;
  }
}

/** By how many percent slower than these samples the code would have to be to be caught nine times in ten. */
function detectableChange(evidence: Evidence, upper: number, alpha: number): number | null {
  const reach = (normalQuantile(1 - alpha) + normalQuantile(POWER)) * evidence.error;
  // A slow-down scales the spread as well, so that it must lift even the lower end above the bound.
  const lowerEnd = evidence.estimate - reach;
  if (upper === Number.POSITIVE_INFINITY || lowerEnd <= 0 || evidence.leastPValue >= alpha) return null;
  return saturated(Math.max(0, 100 * (upper / lowerEnd - 1)));
}

function warningsFor(samples: Samples, evidence: Evidence, alpha: number): string[] {
  const warnings: string[] = [];
  if (evidence.leastPValue >= alpha) {
    const needed = Math.floor(Math.log2(1 / alpha)) + 1;
    warnings.push(
      `${samples.length} samples cannot show anything at ${percentInWords(1 - alpha)} confidence: take at least ${needed}.`,
    );
  }
  if (areCorrelated(samples)) {
    const effective = Math.round(effectiveSampleSize(samples));
    warnings.push(
      `Neighbouring samples resemble each other: ${samples.length} of them say as much as ${effective} independent ones, so the p-value is smaller than it should be. Measure in several fresh processes.`,
    );
  }
  return warnings;
}

/** Whether neighbours correlate by more than three standard errors, and by enough to matter. */
function areCorrelated(samples: Samples): boolean {
  return samples.length >= 10 && autocorrelation(samples, 1) > Math.max(0.3, 3 / Math.sqrt(samples.length));
}

function requireBounds(lower: number, upper: number): void {
  if (!(lower <= upper)) {
    throw new StatisticalValidationError(
      `the bounds are ${lower} and ${upper}: give a lower threshold that is not above the upper one`,
      { data: { lower, upper } },
    );
  }
}
