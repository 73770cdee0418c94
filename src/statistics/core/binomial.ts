import { StatisticalValidationError } from '../../errors.ts';
import { incompleteBeta, LARGEST } from './beta.ts';
import { normalQuantile } from './normal.ts';
import { requireNumber, requireProbability } from './samples.ts';
import { firstIndex } from './solve.ts';

/**
 * P(X ≤ k) for the number of successes in `n` trials of probability `p` each: I_{1−p}(n − k, k + 1) (DLMF 8.17.5).
 * @throws StatisticalValidationError where `n` is not a whole number, `p` is outside 0..1, or `k` is no number.
 */
export function binomialCdf(k: number, n: number, p: number): number {
  requireTrials(n, p);
  requireNumber(k, 'k');
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  return whole >= n ? 1 : incompleteBeta(n - whole, whole + 1, 1 - p, p);
}

/**
 * P(X > k) for the number of successes in `n` trials of probability `p` each.
 * @throws StatisticalValidationError where `n` is not a whole number, `p` is outside 0..1, or `k` is no number.
 */
export function binomialSurvival(k: number, n: number, p: number): number {
  requireTrials(n, p);
  requireNumber(k, 'k');
  const whole = Math.floor(k);
  if (whole < 0) return 1;
  return whole >= n ? 0 : incompleteBeta(whole + 1, n - whole, p, 1 - p);
}

/**
 * The smallest k with P(X ≤ k) ≥ `probability`.
 * @throws StatisticalValidationError where `n` is not a whole number or a probability is outside 0..1.
 */
export function binomialQuantile(probability: number, n: number, p: number): number {
  requireTrials(n, p);
  requireProbability(probability, 'probability');
  if (probability === 0 || p === 0) return 0;
  if (probability === 1 || p === 1) return n;
  const guess = Math.round(n * p + normalQuantile(probability) * Math.sqrt(n * p * (1 - p)));
  // Beyond the middle the other tail has more digits.
  const reached = (k: number): boolean =>
    probability > 0.5 ? binomialSurvival(k, n, p) <= 1 - probability : binomialCdf(k, n, p) >= probability;
  return firstIndex(Math.max(0, Math.min(n, guess)), n, reached);
}

function requireTrials(n: number, p: number): void {
  if (!(Number.isSafeInteger(n) && n >= 0 && n <= LARGEST)) {
    throw new StatisticalValidationError(`the number of trials is ${n}: give a whole number from 0 to ${LARGEST}`);
  }
  if (!(p >= 0 && p <= 1)) {
    throw new StatisticalValidationError(`the probability of a success is ${p}: give a number from 0 to 1`);
  }
}
