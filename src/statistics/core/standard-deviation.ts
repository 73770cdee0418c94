import { mean } from './mean.ts';
import type { Samples } from './samples.ts';
import { saturated } from './saturated.ts';

// Sums of squares between these bounds have neither overflowed nor lost digits to underflow.
const SMALLEST_SAFE = 1e-270;
const LARGEST_SAFE = 1e300;

/**
 * Sample standard deviation (divisor n − 1), in the unit of the samples; 0 for a single sample and for equal ones. Two
 * passes (Chan, Golub and LeVeque, The American Statistician 37, 1983), scaled where squares would leave the range of a
 * double; the largest double where it is itself beyond that range.
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
  const reach = farthest(samples, center, 1);
  if (reach === 0) return 0;
  // Halving what is near the ends of the range keeps the differences in it; small numbers would lose a digit.
  const before = Number.isFinite(reach) ? 1 : 0.5;
  const unit = before === 1 ? reach : farthest(samples, center, before);
  return saturated((Math.sqrt(sumOfSquares(samples, center, before, unit) / degrees) * unit) / before);
}

/** Sum of squared deviations in a unit, samples scaled before the difference is taken, corrected for a rounded center. */
function sumOfSquares(samples: Samples, center: number, before: number, unit: number): number {
  const shifted = center * before;
  let squares = 0;
  let rounding = 0;
  for (let i = 0; i < samples.length; i++) {
    const deviation = (samples[i]! * before - shifted) / unit;
    squares += deviation * deviation;
    rounding += deviation;
  }
  return Math.max(0, squares - (rounding * rounding) / samples.length);
}

/** The largest deviation. */
function farthest(samples: Samples, center: number, before: number): number {
  let reach = 0;
  for (let i = 0; i < samples.length; i++) reach = Math.max(reach, Math.abs(samples[i]! * before - center * before));
  return reach;
}
