import { binomialSurvival } from './binomial.ts';
import { binomialTerm } from './binomial-term.ts';
import { normalQuantile } from './normal.ts';
import { interpolate } from './quantile.ts';
import { firstIndex, halfway } from './solve.ts';

/** Terms below this share of a probability are left out of it. */
const NEGLIGIBLE = 1e-13;

/** What bootstrap resampling would do to a quantile, known without resampling. */
export interface BootstrapLaw {
  /** P(M ≤ t), for the quantile M of a resample. */
  cdf(t: number): number;
  /** The smallest t with P(M ≤ t) ≥ `probability`; always a value that a resample's quantile can take. */
  quantile(probability: number): number;
}

/**
 * The exact law of the type-7 quantile `p` of a bootstrap resample of ascending samples: what infinitely many resamples
 * would give. The k-th smallest value of a resample is at most the i-th sample exactly where at least k of n draws fall
 * on the first i (Efron, "The Jackknife, the Bootstrap and Other Resampling Plans", 1982, section 10.3); where the
 * quantile lies between two order statistics, their joint law is used in the same way.
 */
export function bootstrapLaw(sorted: Float64Array, p: number): BootstrapLaw {
  const position = (sorted.length - 1) * p;
  const lower = Math.floor(position) + 1;
  const fraction = position - Math.floor(position);
  return fraction === 0 ? singleLaw(sorted, lower) : pairLaw(sorted, lower, fraction);
}

function singleLaw(sorted: Float64Array, k: number): BootstrapLaw {
  return {
    cdf: (t) => drawsBelow(k, sorted.length, countUpTo(sorted, t)),
    quantile: (probability) => {
      const n = sorted.length;
      const first = firstIndex(orderGuess(k, n, probability), n, (i) => drawsBelow(k, n, i) >= probability);
      return sorted[first - 1]!;
    },
  };
}

/** The law of (1 − f) · X₍ₖ₎ + f · X₍ₖ₊₁₎. */
function pairLaw(sorted: Float64Array, k: number, fraction: number): BootstrapLaw {
  const n = sorted.length;
  const value = (i: number, j: number): number => interpolate(sorted[i - 1]!, sorted[j - 1]!, fraction);

  const split = (t: number, mass: JointMass, upTo: (i: number) => number): Split => {
    const last = countUpTo(sorted, t);
    let probability = upTo(last);
    let below = Number.NEGATIVE_INFINITY;
    let above = last < n ? sorted[last]! : Number.POSITIVE_INFINITY;
    const least = NEGLIGIBLE * probability;
    for (let i = last, j = last; i > 0; i--) {
      while (j < n && value(i, j + 1) <= t) j++;
      below = Math.max(below, value(i, j));
      if (j === n) break;
      above = Math.min(above, value(i, j + 1));
      const lost = mass(i, j);
      if (lost <= least) break;
      probability -= lost;
    }
    return { probability, below, above };
  };

  const quantile = (target: number): number => {
    const guess = orderGuess(k, n, target);
    const upTo = memoized((i) => drawsBelow(k, n, i), guess);
    const first = firstIndex(guess, n, (i) => upTo(i) >= target);
    // At least k + 1 draws instead of at least k: those with exactly k are left out.
    const last = firstIndex(first, n, (i) => upTo(i) - binomialTerm(k, n - k, i / n, (n - i) / n) >= target);
    const mass = jointMass(k, n, Math.min(last, n - 1));
    let low = sorted[first - 1]!;
    let high = sorted[last - 1]!;
    while (low < high) {
      const middle = halfway(low, high);
      const { probability, below, above } = split(middle, mass, upTo);
      // Rounding may lift a value that was counted as below the middle above it.
      if (probability >= target) high = Math.max(low, Math.min(middle, below));
      else low = Math.min(high, above);
    }
    return low;
  };

  const cdf = (t: number): number => {
    const anchor = Math.max(1, Math.min(n - 1, countUpTo(sorted, t)));
    return Math.max(0, split(t, jointMass(k, n, anchor), (i) => drawsBelow(k, n, i)).probability);
  };
  return { cdf, quantile };
}

/** A point among the values that a resample's quantile can take. */
interface Split {
  /** Probability of a value at or below the point. */
  readonly probability: number;
  /** The largest value at or below the point. */
  readonly below: number;
  /** The smallest value above the point. */
  readonly above: number;
}

/** P(X₍ₖ₎ is sample i and X₍ₖ₊₁₎ lies above sample j). */
type JointMass = (i: number, j: number) => number;

/**
 * Of n draws, k fall on the first i samples, not all of them on the first i − 1, and the others above sample j:
 * C(n, k) · (iᵏ − (i − 1)ᵏ) · (n − j)ⁿ⁻ᵏ / nⁿ. Powers are taken relative to an anchor, for i up to it and j near it, so
 * that they stay within the range of a double.
 */
function jointMass(k: number, n: number, anchor: number): JointMass {
  const whole = binomialTerm(k, n - k, anchor / n, (n - anchor) / n);
  const rows: number[] = [];
  let power = 1;
  const columns = memoized((j) => Math.exp((n - k) * Math.log((n - j) / (n - anchor))), anchor);
  return (i, j) => {
    for (let row = anchor - rows.length; row >= i; row--) {
      const next = Math.exp(k * Math.log((row - 1) / anchor));
      rows.push(whole * (power - next));
      power = next;
    }
    return rows[anchor - i]! * columns(j);
  };
}

/** P(at least k of n draws fall on the first i of n samples). */
function drawsBelow(k: number, n: number, i: number): number {
  return binomialSurvival(k - 1, n, i / n);
}

/** About the smallest i for which the k-th value of a resample is at most the i-th sample with that probability. */
function orderGuess(k: number, n: number, probability: number): number {
  const guess = Math.ceil(k - 0.5 + normalQuantile(probability) * Math.sqrt((k * (n - k)) / n));
  return Math.max(1, Math.min(n, guess));
}

/** How many of the ascending samples are at most `t`. */
function countUpTo(sorted: Float64Array, t: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `f`, remembering what it returned for whole numbers near `base`. */
function memoized(f: (i: number) => number, base: number): (i: number) => number {
  const above: number[] = [];
  const below: number[] = [];
  return (i) => {
    const side = i < base ? below : above;
    const at = Math.abs(i - base);
    side[at] ??= f(i);
    return side[at];
  };
}
