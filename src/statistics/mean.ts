import { requireSamples, type Samples } from './samples.ts';

/**
 * Arithmetic mean, in the unit of the samples. Summed with Neumaier's compensation (Zeitschrift für Angewandte
 * Mathematik und Mechanik 54, 1974), so that a million samples cost no digits.
 * @throws StatisticalValidationError where there is no sample or one is not finite.
 */
export function mean(samples: Samples): number {
  requireSamples(samples);
  const sum = compensatedSum(samples, 1);
  if (Number.isFinite(sum)) return sum / samples.length;
  // The sum left the range of a double; the mean cannot.
  return compensatedSum(samples, 1 / samples.length);
}

function compensatedSum(samples: Samples, factor: number): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i]! * factor;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return Number.isFinite(lost) ? sum + lost : sum;
}
