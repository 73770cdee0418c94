import { requireSamples, type Samples } from './samples.ts';

/**
 * Arithmetic mean, in the unit of the samples. What each addition loses is added up as well (Ogita, Rump and
 * Oishi, SIAM Journal on Scientific Computing 26, 2005), so that a million samples cost no digits.
 * @throws StatisticalValidationError where there is no sample or one is not finite.
 */
export function mean(samples: Samples): number {
  const sum = samples.length > 0 ? compensatedSum(samples, 1) : Number.NaN;
  if (Number.isFinite(sum)) return sum / samples.length;
  requireSamples(samples);
  // All samples are finite, and only their sum left the range of a double; the mean cannot.
  return compensatedSum(samples, 1 / samples.length);
}

function compensatedSum(samples: Samples, factor: number): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i]! * factor;
    const next = sum + value;
    const added = next - sum;
    lost += sum - (next - added) + (value - added);
    sum = next;
  }
  return sum + lost;
}
