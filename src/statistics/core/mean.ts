import { requireSamples, type Samples } from './samples.ts';

/**
 * Arithmetic mean, in the unit of the samples; never below the smallest of them or above the largest. What each addition
 * loses is added up as well (Ogita, Rump and Oishi, SIAM Journal on Scientific Computing 26, 2005), so that a million
 * samples cost no digits.
 * @throws StatisticalValidationError where there is no sample or one is not finite.
 */
export function mean(samples: Samples): number {
  const count = samples.length;
  const { sum, least, most } = compensatedSum(samples, 1);
  if (Number.isFinite(sum) && count > 0) return Math.max(least, Math.min(most, sum / count));
  requireSamples(samples);
  // All samples are finite, and only their sum left the range of a double; the mean cannot.
  return Math.max(least, Math.min(most, compensatedSum(samples, 0.5 / count).sum * 2));
}

function compensatedSum(samples: Samples, factor: number) {
  let sum = 0;
  let lost = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i]!;
    if (sample < least) least = sample;
    if (sample > most) most = sample;
    const value = sample * factor;
    const next = sum + value;
    const added = next - sum;
    lost += sum - (next - added) + (value - added);
    sum = next;
  }
  return { sum: sum + lost, least, most };
}
