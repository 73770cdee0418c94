import { StatisticalValidationError } from '../../errors.ts';
import { type Alternative, pValueFromTails } from './alternative.ts';
import { binomialCdf, binomialSurvival } from './binomial.ts';
import { requireSamples, type Samples } from './samples.ts';

/** Result of a sign test. */
export interface SignTestResult {
  /** Differences above the floor. */
  readonly positive: number;
  /** Differences that are not equal to the floor. */
  readonly trials: number;
  readonly pValue: number;
}

/**
 * Exact sign test of whether the median of differences lies above a floor; no assumption on their shape but that they are
 * independent. Differences equal to the floor are left out (Conover, "Practical Nonparametric Statistics", 1971).
 * @param options.floor default 0.
 * @param options.alternative default 'greater'.
 * @throws StatisticalValidationError where there is no difference, or one of them or the floor is not finite.
 */
export function signTest(
  differences: Samples,
  options: { readonly floor?: number; readonly alternative?: Alternative } = {},
): SignTestResult {
  const { floor = 0, alternative = 'greater' } = options;
  if (!Number.isFinite(floor)) throw new StatisticalValidationError(`floor is ${floor}: give a finite number`);
  requireSamples(differences, 1, 'differences');
  let positive = 0;
  let trials = 0;
  for (const difference of differences) {
    if (difference > floor) positive++;
    if (difference !== floor) trials++;
  }
  const lower = binomialCdf(positive, trials, 0.5);
  const upper = binomialSurvival(positive - 1, trials, 0.5);
  return { positive, trials, pValue: pValueFromTails(lower, upper, alternative) };
}
