/** What a test looks for: values above what the hypothesis says (slower), below it (faster), or either. */
export type Alternative = 'greater' | 'less' | 'two-sided';

/** The p-value from the probabilities of the two tails, each of them including the observed value. */
export function pValueFromTails(lower: number, upper: number, alternative: Alternative): number {
  if (alternative === 'greater') return Math.min(1, upper);
  if (alternative === 'less') return Math.min(1, lower);
  return Math.min(1, 2 * Math.min(lower, upper));
}
