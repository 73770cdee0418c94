import { StatisticalValidationError } from '../../errors.ts';
import { betaFall, incompleteBeta, SMALLEST } from './beta.ts';
import { normalQuantile, normalSurvival } from './normal.ts';
import { requireNumber, requireProbability } from './samples.ts';
import { type Fall, solveDecreasing } from './solve.ts';

/** From here up the distribution equals the normal one to within 1e-12, at z = 37 too: they differ by z⁴ / (4 df). */
const NORMAL_FROM = 1e18;
/** From here up the tail falls like t to the power of −df, to the last digit, and t² may overflow. */
const POWER_FROM = 1e100;
/** This near to one half a probability is solved for from the middle: as a tail it would lose its digits. */
const MIDDLE = 0.1;

/**
 * P(T ≤ t) for Student's t with `df` > 0 degrees of freedom, which need not be whole.
 * @throws StatisticalValidationError where `df` is not positive or `t` is no number.
 */
export function studentTCdf(t: number, df: number): number {
  return studentTSurvival(-t, df);
}

/**
 * P(T > t) for Student's t with `df` > 0 degrees of freedom: half the regularised incomplete beta function
 * I_x(df/2, 1/2) at x = df / (df + t²) (Abramowitz and Stegun, 26.7.1). Relative error below 1e-11.
 * @throws StatisticalValidationError where `df` is not positive or `t` is no number.
 */
export function studentTSurvival(t: number, df: number): number {
  requireDegrees(df);
  requireNumber(t, 't');
  if (t < 0) return 1 - studentTSurvival(-t, df);
  if (t === 0) return 0.5;
  if (t === Number.POSITIVE_INFINITY) return 0;
  if (df >= NORMAL_FROM) return normalSurvival(t);
  if (t > POWER_FROM) return studentTSurvival(POWER_FROM, df) * (POWER_FROM / t) ** df;
  return 0.5 * incompleteBeta(df / 2, 0.5, ...shares(t, df));
}

/** The tests of a suite have histories of a few lengths, so they ask for the same few quantiles over and over. */
const MOST_KEPT = 500;
const kept = new Map<number, Map<number, number>>();
let count = 0;

/**
 * The t with P(T ≤ t) = p for Student's t with `df` > 0 degrees of freedom; −∞ at 0, +∞ at 1 and where it is beyond the
 * range of a double.
 * @throws StatisticalValidationError where `df` is not positive or p is outside 0..1.
 */
export function studentTQuantile(p: number, df: number): number {
  requireDegrees(df);
  requireProbability(p, 'p');
  if (p === 0.5) return 0;
  if (df >= NORMAL_FROM) return normalQuantile(p);
  const known = kept.get(p)?.get(df);
  if (known !== undefined) return known;
  const side = p < 0.5 ? -1 : 1;
  const area = Math.abs(p - 0.5);
  const t = side * (area < MIDDLE ? centralQuantile(area, df) : upperQuantile(p < 0.5 ? p : 1 - p, df));
  keep(p, df, t);
  return t;
}

function keep(p: number, df: number, t: number): void {
  if (count++ === MOST_KEPT) {
    kept.clear();
    count = 1;
  }
  const ofP = kept.get(p) ?? new Map<number, number>();
  kept.set(p, ofP.set(df, t));
}

/** The t > 0 with an area of `area` between 0 and it; searched as 1/t, in which that area falls. */
function centralQuantile(area: number, df: number): number {
  const fall = (inverse: number): Fall => {
    const [x, y] = shares(1 / inverse, df);
    return halved(betaFall(0.5, df / 2, y, x));
  };
  return 1 / solveDecreasing(fall, area, 1 / (area * Math.sqrt(2 * Math.PI)));
}

function upperQuantile(tail: number, df: number): number {
  if (tail === 0) return Number.POSITIVE_INFINITY;
  const z = -normalQuantile(tail);
  // Cornish and Fisher's first term (Abramowitz and Stegun, 26.7.5) is near enough to start from.
  const guess = z + (z * z * z + z) / (4 * df);
  if (df === 1) return 1 / Math.tan(Math.PI * tail);
  return solveDecreasing((t) => tailFall(t, df), tail, guess);
}

/** The tail and how much it falls for a relative step of t. */
function tailFall(t: number, df: number): Fall {
  if (t <= POWER_FROM) return halved(betaFall(df / 2, 0.5, ...shares(t, df)));
  const value = studentTSurvival(t, df);
  return { value, rate: df * value };
}

/** Half of what falls with t², which per relative step of t falls twice as fast. */
function halved({ value, rate }: Fall): Fall {
  return { value: value / 2, rate };
}

/** df / (df + t²) and t² / (df + t²), where t² may vanish. */
function shares(t: number, df: number): [number, number] {
  const share = df / t;
  // Where t is so small that df / t overflows, t² is nothing beside df.
  if (share === Number.POSITIVE_INFINITY) return [1, 0];
  return [share / (share + t), t / (share + t)];
}

function requireDegrees(df: number): void {
  if (!(df >= 2 * SMALLEST)) {
    throw new StatisticalValidationError(`degrees of freedom are ${df}: give a positive number`, { data: { df } });
  }
}
