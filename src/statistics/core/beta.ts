import { StatisticalValidationError } from '../../errors.ts';
import { binomialTerm } from './binomial-term.ts';
import { requireNumber, requireProbability } from './samples.ts';
import { type Fall, solveDecreasing } from './solve.ts';

/** The time that the continued fraction takes grows with the root of the parameters: a tenth of a second here. */
export const LARGEST = 1e12;
/** Below this reciprocals overflow. */
export const SMALLEST = 1e-300;

/**
 * P(X ≤ x) for a beta variable with parameters a and b: the regularised incomplete beta function.
 * @throws StatisticalValidationError where a or b is not from 1e-300 to 1e12 or `x` is no number.
 */
export function betaCdf(x: number, a: number, b: number): number {
  requireShape(a, b);
  requireNumber(x, 'x');
  return incompleteBeta(a, b, x, 1 - x);
}

/**
 * P(X > x) for a beta variable with parameters a and b.
 * @throws StatisticalValidationError where a or b is not from 1e-300 to 1e12 or `x` is no number.
 */
export function betaSurvival(x: number, a: number, b: number): number {
  requireShape(a, b);
  requireNumber(x, 'x');
  return incompleteBeta(b, a, 1 - x, x);
}

/**
 * The x with P(X ≤ x) = p for a beta variable; bracketed Newton's method on the logarithm of the smaller tail.
 * @throws StatisticalValidationError where a or b is not from 1e-300 to 1e12 or p is outside 0..1.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  requireShape(a, b);
  requireProbability(p, 'p');
  if (p === 0 || p === 1) return p;
  // Searched as odds, x / (1 − x), in which both ends of the interval have room.
  if (p > incompleteBeta(a, b, a / (a + b), b / (a + b))) {
    return fromOdds(solveDecreasing((odds) => betaFall(b, a, 1 / (1 + odds), fromOdds(odds)), 1 - p, a / b));
  }
  return 1 / (1 + solveDecreasing((odds) => betaFall(a, b, 1 / (1 + odds), fromOdds(odds)), p, b / a));
}

/** I_x(a, b) and how much it falls when the odds y / x grow by a relative step. */
export function betaFall(a: number, b: number, x: number, y: number): Fall {
  return { value: incompleteBeta(a, b, x, y), rate: kernel(a, b, x, y) };
}

function fromOdds(odds: number): number {
  return odds > 1 ? 1 / (1 + 1 / odds) : odds / (1 + odds);
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

function requireShape(a: number, b: number): void {
  if (!(Math.min(a, b) >= SMALLEST && Math.max(a, b) <= LARGEST)) {
    throw new StatisticalValidationError(
      `the beta distribution's parameters are ${a} and ${b}: give numbers from ${SMALLEST} to ${LARGEST}`,
      { data: { a, b } },
    );
  }
}
