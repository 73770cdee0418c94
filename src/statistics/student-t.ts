import { StatisticalValidationError } from '../errors.ts';
import { betaFall, incompleteBeta } from './beta.ts';
import { normalQuantile, normalSurvival } from './normal.ts';
import { type Fall, solveDecreasing } from './solve.ts';

/** From here up the distribution equals the normal one to within 1e-12. */
const NORMAL_FROM = 1e14;

/**
 * P(T ≤ t) for Student's t with `df` > 0 degrees of freedom, which need not be whole.
 * @throws StatisticalValidationError where `df` is not positive.
 */
export function studentTCdf(t: number, df: number): number {
  return studentTSurvival(-t, df);
}

/**
 * P(T > t) for Student's t with `df` > 0 degrees of freedom: half the regularised incomplete beta function
 * I_x(df/2, 1/2) at x = df / (df + t²) (Abramowitz and Stegun, 26.7.1). Relative error below 1e-11.
 * @throws StatisticalValidationError where `df` is not positive.
 */
export function studentTSurvival(t: number, df: number): number {
  requireDegrees(df);
  if (t < 0) return 1 - studentTSurvival(-t, df);
  if (t === 0) return 0.5;
  if (t === Number.POSITIVE_INFINITY) return 0;
  if (df >= NORMAL_FROM) return normalSurvival(t);
  // Cauchy: its tail is so long that t² would overflow.
  if (df === 1) return Math.atan2(1, t) / Math.PI;
  return 0.5 * incompleteBeta(df / 2, 0.5, ...shares(t, df));
}

/**
 * The t with P(T ≤ t) = p for Student's t with `df` > 0 degrees of freedom; −∞ at 0, +∞ at 1.
 * @throws StatisticalValidationError where `df` is not positive or p is outside 0..1.
 */
export function studentTQuantile(p: number, df: number): number {
  requireDegrees(df);
  if (!(p >= 0 && p <= 1)) throw new StatisticalValidationError(`p is ${p}: give a probability from 0 to 1`);
  if (p === 0.5) return 0;
  return p < 0.5 ? -upperQuantile(p, df) : upperQuantile(1 - p, df);
}

function upperQuantile(tail: number, df: number): number {
  if (tail === 0) return Number.POSITIVE_INFINITY;
  const z = -normalQuantile(tail);
  if (df >= NORMAL_FROM) return z;
  // Cornish and Fisher's first term (Abramowitz and Stegun, 26.7.5) is near enough to start from.
  const guess = z + (z * z * z + z) / (4 * df);
  if (df === 1) return 1 / Math.tan(Math.PI * tail);
  // Twice the tail falls, per relative step of t², half as fast as per relative step of t.
  const fall = (t: number): Fall => {
    const { value, rate } = betaFall(df / 2, 0.5, ...shares(t, df));
    return { value: value / 2, rate };
  };
  return solveDecreasing(fall, tail, guess);
}

/** df / (df + t²) and t² / (df + t²), where t² may overflow or vanish. */
function shares(t: number, df: number): [number, number] {
  const share = df / t;
  // Where t is so small that df / t overflows, t² is nothing beside df.
  if (share === Number.POSITIVE_INFINITY) return [1, 0];
  return [share / (share + t), t / (share + t)];
}

function requireDegrees(df: number): void {
  if (!(df > 0)) {
    throw new StatisticalValidationError(`degrees of freedom are ${df}: give a positive number`, { data: { df } });
  }
}
