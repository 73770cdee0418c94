import { requireNumber, requireProbability } from './samples.ts';

const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);
/** Up to here the central series loses few digits to cancellation; beyond, the continued fraction converges fast. */
const CENTER = 3.5;
const FRACTION_TERMS = 60;
/** This near to one half a quantile is told by the area around the middle: as a tail it would lose its digits. */
const MIDDLE = 0.425;
/** √(−ln p) where the approximation of the tail is told from, and where that of the far tail begins. */
const NEAREST = 1.6;
const FAR = 5;
const MIDDLE_RATIO: Ratio = {
  above: [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
    133.14166789178438, 3.3871328727963665,
  ],
  below: [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
    42.31333070160091, 1,
  ],
};
const TAIL_RATIO: Ratio = {
  above: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  below: [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
};
const FAR_RATIO: Ratio = {
  above: [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
    1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  below: [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
    0.1369298809227358, 0.599832206555888, 1,
  ],
};

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
 * The z with P(Z ≤ z) = p; −∞ at 0 and +∞ at 1; relative error below 1e-12. Rational approximations of Wichura, Algorithm
 * AS 241 (PPND16), Applied Statistics 37 (1988): without a loop, because simulations draw millions of normal numbers by it.
 * @throws StatisticalValidationError where p is outside 0..1.
 */
export function normalQuantile(p: number): number {
  requireProbability(p, 'p');
  const area = p - 0.5;
  if (Math.abs(area) <= MIDDLE) return area * ratioAt(MIDDLE_RATIO, MIDDLE ** 2 - area * area);
  return area < 0 ? -upperQuantile(p) : upperQuantile(1 - p);
}

/** The z > 0 with P(Z > z) = tail, for a tail of less than one half. */
function upperQuantile(tail: number): number {
  if (tail === 0) return Number.POSITIVE_INFINITY;
  const r = Math.sqrt(-Math.log(tail));
  return r <= FAR ? ratioAt(TAIL_RATIO, r - NEAREST) : ratioAt(FAR_RATIO, r - FAR);
}

/** Coefficients of numerator and denominator, the highest power first. */
interface Ratio {
  readonly above: readonly number[];
  readonly below: readonly number[];
}

function ratioAt({ above, below }: Ratio, x: number): number {
  return polynomialAt(above, x) / polynomialAt(below, x);
}

function polynomialAt(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = 0; i < coefficients.length; i++) sum = sum * x + coefficients[i]!;
  return sum;
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
