import { requireNumber, requireProbability } from './samples.ts';

const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);
/** Up to here the central series loses few digits to cancellation; beyond, the continued fraction converges fast. */
const CENTER = 3.5;
const FRACTION_TERMS = 60;
/** This near to one half a probability is solved for from the middle: as a tail it would lose its digits. */
const MIDDLE = 0.1;

/**
 * Density of the standard normal distribution at `z`.
 * @throws StatisticalValidationError where `z` is no number.
 */
export function normalDensity(z: number): number {
  requireNumber(z, 'z');
  return Math.exp(-0.5 * z * z) / SQRT_TWO_PI;
}

/**
 * P(Z ≤ z) for a standard normal Z; relative error below 1e-12, also far into the tail.
 * @throws StatisticalValidationError where `z` is no number.
 */
export function normalCdf(z: number): number {
  return normalSurvival(-z);
}

/**
 * P(Z > z) for a standard normal Z; relative error below 1e-12, also far into the tail. Power series and continued
 * fraction of Abramowitz and Stegun, 26.2.11 and 26.2.14.
 * @throws StatisticalValidationError where `z` is no number.
 */
export function normalSurvival(z: number): number {
  requireNumber(z, 'z');
  if (z < 0) return 1 - normalSurvival(-z);
  return z < CENTER ? 0.5 - centralArea(z) : normalDensity(z) / inverseMillsRatio(z);
}

/**
 * The z with P(Z ≤ z) = p; −∞ at 0 and +∞ at 1; relative error below 1e-12. Newton's method, on the logarithm of the
 * tail from the approximation of Abramowitz and Stegun, 26.2.23, and near one half on the area around the middle.
 * @throws StatisticalValidationError where p is outside 0..1.
 */
export function normalQuantile(p: number): number {
  requireProbability(p, 'p');
  if (Math.abs(p - 0.5) < MIDDLE) return centralQuantile(p - 0.5);
  return p < 0.5 ? -upperQuantile(p) : upperQuantile(1 - p);
}

/** The z with an area of `area` between 0 and it. */
function centralQuantile(area: number): number {
  let z = area * SQRT_TWO_PI;
  for (let step = 0; step < 4; step++) z += (area - centralArea(z)) / normalDensity(z);
  return z;
}

/** The z > 0 with P(Z > z) = tail, for a tail of less than one half. */
function upperQuantile(tail: number): number {
  if (tail === 0) return Number.POSITIVE_INFINITY;
  const logTail = Math.log(tail);
  const t = Math.sqrt(-2 * logTail);
  let z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let step = 0; step < 3; step++) {
    if (z < CENTER) {
      const survival = 0.5 - centralArea(z);
      z += (Math.log(survival / tail) * survival) / normalDensity(z);
    } else {
      // In logarithms, because the density itself vanishes before the tail's z does.
      const ratio = inverseMillsRatio(z);
      z += (-0.5 * z * z - Math.log(SQRT_TWO_PI * ratio) - logTail) / ratio;
    }
  }
  return z;
}

/** P(0 < Z ≤ z), negative for negative z. */
function centralArea(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; Math.abs(term) > Math.abs(sum) * 1e-17; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return normalDensity(z) * sum;
}

/** Density over tail, for z of `CENTER` and more. */
function inverseMillsRatio(z: number): number {
  let fraction = z;
  for (let k = FRACTION_TERMS; k > 0; k--) fraction = z + k / fraction;
  return fraction;
}
