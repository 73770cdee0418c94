import { binomialTerm } from './binomial-term.ts';
import type { Fall } from './solve.ts';

/** The time that the continued fraction takes grows with the root of the parameters: a tenth of a second here. */
export const LARGEST = 1e12;
/** Below this reciprocals overflow. */
export const SMALLEST = 1e-300;

/** I_x(a, b) and how much it falls when the odds y / x grow by a relative step. */
export function betaFall(a: number, b: number, x: number, y: number): Fall {
  return { value: incompleteBeta(a, b, x, y), rate: kernel(a, b, x, y) };
}

/**
 * The regularised incomplete beta function I_x(a, b) for a, b > 0 and y = 1 − x, which the caller may know more exactly
 * than 1 − x. A continued fraction, on whichever side of the mean it converges fast.
 */
export function incompleteBeta(a: number, b: number, x: number, y: number): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  // Told by the smaller of the two, which the other one may have rounded away.
  const isLower = x < y ? x <= (a + 1) / (a + b + 2) : y >= (b + 1) / (a + b + 2);
  return isLower ? lowerTail(a, b, x, y) : 1 - lowerTail(b, a, y, x);
}

/** xᵃ yᵇ / B(a, b). */
function kernel(a: number, b: number, x: number, y: number): number {
  return binomialTerm(a, b, x, y) * ((a / (a + b)) * b);
}

function lowerTail(a: number, b: number, x: number, y: number): number {
  const factor = kernel(a, b, x, y);
  return factor === 0 ? 0 : Math.min(1, factor / continuedFraction(a, b, x, y));
}

/**
 * The continued fraction of Didonato and Morris, "Algorithm 708", ACM Transactions on Mathematical Software 18 (1992),
 * whose terms know y = 1 − x; evaluated by Lentz's method (Thompson and Barnett, Journal of Computational Physics 64, 1986).
 */
function continuedFraction(a: number, b: number, x: number, y: number): number {
  const excess = a * y - b * x + 1;
  let fraction = awayFromZero((a * excess) / (a + 1));
  let c = fraction;
  let d = 0;
  // The number of terms that are needed grows with √max(a, b).
  const limit = 200 + 20 * Math.sqrt(Math.max(a, b));
  for (let m = 1; m <= limit; m++) {
    const middle = a + 2 * m - 1;
    const share = (m * (b - m) * x) / middle;
    const numerator = ((a + m - 1) / middle) * (a + b + m - 1) * share * x;
    const denominator = m + share + ((a + m) / (a + 2 * m + 1)) * (excess + m * (1 + y));
    d = 1 / awayFromZero(denominator + numerator * d);
    c = awayFromZero(denominator + numerator / c);
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return fraction;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}
