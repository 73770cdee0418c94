const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);
/** Up to here the central series loses few digits to cancellation; beyond, the continued fraction converges fast. */
const CENTER = 3.5;
const FRACTION_TERMS = 60;

/** Density of the standard normal distribution at `z`. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / SQRT_TWO_PI;
}

/** P(Z ≤ z) for a standard normal Z; relative error below 1e-12, also far into the tail. */
export function normalCdf(z: number): number {
  return normalSurvival(-z);
}

/**
 * P(Z > z) for a standard normal Z; relative error below 1e-12, also far into the tail. Power series and continued
 * fraction of Abramowitz and Stegun, 26.2.11 and 26.2.14.
 */
export function normalSurvival(z: number): number {
  if (z < 0) return 1 - normalSurvival(-z);
  return z < CENTER ? 0.5 - centralArea(z) : tailArea(z);
}

/**
 * The z with P(Z ≤ z) = p; −∞ at 0 and +∞ at 1, NaN outside. Newton's method on the logarithm of the tail, from the
 * approximation of Abramowitz and Stegun, 26.2.23.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0.5) return 0;
  return p < 0.5 ? -upperQuantile(p) : upperQuantile(1 - p);
}

/** The z ≥ 0 with P(Z > z) = tail, for a tail of at most one half. */
function upperQuantile(tail: number): number {
  if (tail === 0) return Number.POSITIVE_INFINITY;
  const t = Math.sqrt(-2 * Math.log(tail));
  let z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let step = 0; step < 3; step++) {
    const survival = normalSurvival(z);
    z += (Math.log(survival / tail) * survival) / normalDensity(z);
  }
  return z;
}

function centralArea(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; term > sum * 1e-17; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return normalDensity(z) * sum;
}

function tailArea(z: number): number {
  let fraction = z;
  for (let k = FRACTION_TERMS; k > 0; k--) fraction = z + k / fraction;
  return normalDensity(z) / fraction;
}
