import { mean } from './mean.ts';
import type { Samples } from './samples.ts';

// Squares of deviations between these bounds neither overflow nor lose digits to underflow.
const SMALLEST_SAFE = 1e-140;
const LARGEST_SAFE = 1e140;

/**
 * Sample standard deviation (divisor n − 1), in the unit of the samples; 0 for a single sample. Two passes (Chan, Golub
 * and LeVeque, The American Statistician 37, 1983), scaled where squares would leave the range of a double.
 * @throws StatisticalValidationError where there is no sample or one is not finite.
 */
export function standardDeviation(samples: Samples): number {
  return deviationAround(samples, mean(samples));
}

/** `standardDeviation` of samples that are known to be finite, around their known mean. */
export function deviationAround(samples: Samples, center: number): number {
  if (samples.length < 2) return 0;
  const largest = largestDeviation(samples, center);
  if (largest === 0) return 0;
  if (largest >= SMALLEST_SAFE && largest <= LARGEST_SAFE) return scaledDeviation(samples, center, 1, 1);
  // Halves, because the difference of two huge numbers may leave the range of a double.
  const half = largest > LARGEST_SAFE ? 0.5 : 1;
  return scaledDeviation(samples, center, half, largest * half);
}

function scaledDeviation(samples: Samples, center: number, half: number, scale: number): number {
  let squares = 0;
  let rounding = 0;
  for (let i = 0; i < samples.length; i++) {
    const deviation = (samples[i]! * half - center * half) / scale;
    squares += deviation * deviation;
    rounding += deviation;
  }
  const variance = Math.max(0, squares - (rounding * rounding) / samples.length) / (samples.length - 1);
  return (scale / half) * Math.sqrt(variance);
}

function largestDeviation(samples: Samples, center: number): number {
  let largest = 0;
  for (let i = 0; i < samples.length; i++) {
    const deviation = Math.abs(samples[i]! - center);
    if (deviation > largest) largest = deviation;
  }
  return Math.min(largest, Number.MAX_VALUE);
}
