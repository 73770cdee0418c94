import { mean } from './mean.ts';
import type { Samples } from './samples.ts';

// Sums of squares between these bounds have neither overflowed nor lost digits to underflow.
const SMALLEST_SAFE = 1e-270;
const LARGEST_SAFE = 1e300;
/** Brings the squares of very small or very large deviations into that range; a power of two costs no digits. */
const SHIFT = 2 ** 600;

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
  const squares = sumOfSquares(samples, center, 1, 1);
  const degrees = samples.length - 1;
  if (squares > SMALLEST_SAFE && squares < LARGEST_SAFE) return Math.sqrt(squares / degrees);
  if (squares <= SMALLEST_SAFE) return Math.sqrt(sumOfSquares(samples, center, 1, SHIFT) / degrees) / SHIFT;
  // Of two samples at opposite ends of the range of a double it would be beyond that range.
  return Math.min(Number.MAX_VALUE, Math.sqrt(sumOfSquares(samples, center, 1 / SHIFT, 1) / degrees) * SHIFT);
}

/** Sum of squared deviations, scaled before and after the difference is taken, and corrected for a rounded center. */
function sumOfSquares(samples: Samples, center: number, before: number, after: number): number {
  const shifted = center * before;
  let squares = 0;
  let rounding = 0;
  for (let i = 0; i < samples.length; i++) {
    const deviation = (samples[i]! * before - shifted) * after;
    squares += deviation * deviation;
    rounding += deviation;
  }
  return Math.max(0, squares - (rounding * rounding) / samples.length);
}
