import { binomialTerm } from '../core/binomial-term.ts';
import { requireCount, requireNumber } from '../core/samples.ts';
import { durbinCdf } from './kolmogorov-matrix.ts';

const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

/** Below this x P(K ≤ x) is less than the smallest double. */
const NOTHING_BELOW = 0.04;

/**
 * P(K ≤ x) for Kolmogorov's limit law of √n · D (Kolmogorov, 1933); theta-function form for small x.
 * @throws StatisticalValidationError where `x` is no number.
 */
export function kolmogorovCdf(x: number): number {
  requireNumber(x, 'x');
  if (x < NOTHING_BELOW) return 0;
  if (x > 1) return 1 - kolmogorovSurvival(x);
  return (SQRT_TWO_PI / x) * sumUntilStill((k) => Math.exp(-(((2 * k - 1) * Math.PI) ** 2) / (8 * x * x)));
}

/**
 * P(K > x) for Kolmogorov's limit law of √n · D.
 * @throws StatisticalValidationError where `x` is no number.
 */
export function kolmogorovSurvival(x: number): number {
  requireNumber(x, 'x');
  if (x <= 1) return 1 - kolmogorovCdf(x);
  return 2 * sumUntilStill((k) => (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * x * x));
}

/**
 * P(D > d) for the one-sided one-sample statistic of n uniform values: Birnbaum and Tingey's sum (Annals of Mathematical
 * Statistics 22, 1951), each term as a binomial probability.
 * @throws StatisticalValidationError where `n` is not a whole number of at least 1 or `d` is no number.
 */
export function smirnovSurvival(n: number, d: number): number {
  requireCount(n, 'n');
  requireNumber(d, 'd');
  if (d <= 0) return 1;
  if (d >= 1) return 0;
  let sum = 0;
  for (let j = Math.floor(n * (1 - d)); j >= 0; j--) {
    const at = d + j / n;
    if (at < 1) sum += binomialTerm(j, n - j, at, 1 - at) * (d / at);
  }
  return Math.min(1, sum);
}

/**
 * P(D > d) for the two-sided one-sample statistic of n uniform values. Which formula serves where follows Simard and
 * L'Ecuyer, "Computing the two-sided Kolmogorov-Smirnov distribution", Journal of Statistical Software 39 (2011): exact to
 * 1e-10 up to 140 values, to five digits above.
 * @throws StatisticalValidationError where `n` is not a whole number of at least 1 or `d` is no number.
 */
export function kolmogorovFiniteSurvival(n: number, d: number): number {
  requireCount(n, 'n');
  requireNumber(d, 'd');
  const scaled = n * d;
  if (scaled <= 0.5) return 1;
  if (d >= 1) return 0;
  const square = scaled * d;
  if (d >= 0.5 || square >= (n <= 140 ? 4 : 2.2)) return Math.min(1, 2 * smirnovSurvival(n, d));
  const exact = n <= 140 || (n <= 100_000 && scaled * Math.sqrt(d) <= 1.4);
  return Math.min(1, Math.max(0, 1 - (exact ? durbinCdf(n, d) : pelzGoodCdf(n, d))));
}

/**
 * P(D ≤ d) by the expansion in 1/√n of Pelz and Good, Journal of the Royal Statistical Society B 38 (1976), up to n^(−3/2).
 */
function pelzGoodCdf(n: number, d: number): number {
  const z = Math.sqrt(n) * d;
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  const odd = (polynomial: (w: number) => number): number =>
    2 *
    sumUntilStill((k) => {
      const w = (Math.PI * (k - 0.5)) ** 2;
      return polynomial(w) * Math.exp(-w / (2 * z2));
    });
  const even = (polynomial: (w: number) => number): number =>
    2 *
    sumUntilStill((k) => {
      const w = (Math.PI * k) ** 2;
      return polynomial(w) * Math.exp(-w / (2 * z2));
    });
  const root = Math.sqrt(Math.PI / 2);
  const k0 = (root / z) * odd(() => 1);
  const k1 = (root / (6 * z4)) * odd((w) => w - z2);
  const k2 =
    (root / (72 * z6 * z)) * odd((w) => 6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * w + (1 - 2 * z2) * w * w) -
    (root / (36 * z2 * z)) * even((w) => w);
  const k3 =
    (root / (6480 * z6 * z4)) *
      odd(
        (w) =>
          w ** 3 * (5 - 30 * z2) + w * w * (-60 * z2 + 212 * z4) + w * (135 * z4 - 96 * z6) - 30 * z6 - 90 * z4 * z4,
      ) +
    (root / (216 * z6)) * even((w) => w * (3 * z2 - w));
  return k0 + k1 / Math.sqrt(n) + k2 / n + k3 / (n * Math.sqrt(n));
}

/** The sum of terms for k = 1, 2, … that shrink like exp(−k²). */
function sumUntilStill(term: (k: number) => number): number {
  let sum = 0;
  for (let k = 1; ; k++) {
    const next = sum + term(k);
    if (next === sum && k > 1) return sum;
    sum = next;
  }
}
