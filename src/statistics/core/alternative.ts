import { StatisticalValidationError } from '../../errors.ts';

/** What a test looks for: values above what the hypothesis says (slower), below it (faster), or either. */
export type Alternative = 'greater' | 'less' | 'two-sided';

/**
 * The p-value from the probabilities of the two tails, each of them including the observed value.
 * @throws StatisticalValidationError where the alternative is unknown.
 */
export function pValueFromTails(lower: number, upper: number, alternative: Alternative): number {
  requireAlternative(alternative);
  if (alternative === 'greater') return Math.min(1, upper);
  if (alternative === 'less') return Math.min(1, lower);
  return Math.min(1, 2 * Math.min(lower, upper));
}

/**
 * Throws unless a test can look for this.
 * @throws StatisticalValidationError naming the word.
 */
export function requireAlternative(alternative: Alternative): void {
  if (alternative !== 'greater' && alternative !== 'less' && alternative !== 'two-sided') {
    throw new StatisticalValidationError(`${String(alternative)} is no alternative: use greater, less or two-sided`);
  }
}
