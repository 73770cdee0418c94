import { type Alternative, requireAlternative } from '../core/alternative.ts';
import type { PValueMethod } from '../core/mann-whitney.ts';
import type { Samples } from '../core/samples.ts';
import { sortedCopy } from '../core/sorted.ts';
import { kolmogorovFiniteSurvival } from './kolmogorov.ts';

/** Result of a Kolmogorov-Smirnov test. */
export interface KolmogorovSmirnovResult {
  /** The largest distance between the two empirical distribution functions in the direction asked for, from 0 to 1. */
  readonly d: number;
  readonly pValue: number;
  readonly method: PValueMethod;
}

/** Up to this many samples a side, all orderings are counted. */
const EXACT_LIMIT = 200;

/**
 * Two-sample Kolmogorov-Smirnov test (Smirnov, 1939). Exact up to 200 samples a side, with ties counted as the orderings
 * that look least unusual; above, one-sided with Hodges' correction (Arkiv för Matematik 3, 1958), two-sided with the
 * one-sample law at n·m / (n + m) samples.
 * @param options.alternative 'greater' (the default) asks whether `current` is slower: baseline values pile up earlier.
 * @param options.method 'exact' or 'asymptotic' instead of the rule above; exact takes time proportional to n · m.
 * @throws StatisticalValidationError where a side is empty, a sample is not finite, or the alternative is unknown.
 */
export function kolmogorovSmirnovTest(
  baseline: Samples,
  current: Samples,
  options: { readonly alternative?: Alternative; readonly method?: PValueMethod } = {},
): KolmogorovSmirnovResult {
  const alternative = options.alternative ?? 'greater';
  requireAlternative(alternative);
  const before = sortedCopy(baseline, 1, 'baselineSamples');
  const after = sortedCopy(current, 1, 'currentSamples');
  const method = options.method ?? (Math.max(before.length, after.length) <= EXACT_LIMIT ? 'exact' : 'asymptotic');
  const [first, second] = alternative === 'less' ? [after, before] : [before, after];
  const twoSided = alternative === 'two-sided';
  const [n, m] = [first.length, second.length];
  const common = greatestCommonDivisor(n, m);
  const steps = largestLead(first, second, m / common, n / common, twoSided);
  const d = (steps * common) / (n * m);
  if (steps === 0) return { d, pValue: 1, method };
  const pValue = method === 'exact' ? exactPValue(n, m, common, steps, twoSided) : asymptoticPValue(n, m, d, twoSided);
  return { d, pValue: Math.min(1, pValue), method };
}

/** The largest lead of `first` over `second` (or of either) in their common steps, walking through both in order. */
function largestLead(first: Float64Array, second: Float64Array, up: number, down: number, either: boolean): number {
  let lead = 0;
  let largest = 0;
  let i = 0;
  let j = 0;
  while (i < first.length && j < second.length) {
    const value = Math.min(first[i]!, second[j]!);
    while (first[i] === value) {
      i++;
      lead += up;
    }
    while (second[j] === value) {
      j++;
      lead -= down;
    }
    largest = Math.max(largest, either ? Math.abs(lead) : lead);
  }
  return largest;
}

function exactPValue(n: number, m: number, common: number, steps: number, twoSided: boolean): number {
  if (n !== m) return reachProbability(n, m, m / common, n / common, steps, twoSided);
  return twoSided ? equalTwoSided(n, steps) : leadProbability(n, 0, steps);
}

/** C(2n, n + from + length) / C(2n, n + from), as a product of ratios. */
function leadProbability(n: number, from: number, length: number): number {
  let product = 1;
  for (let j = from; j < from + length; j++) product *= (n - j) / (n + j + 1);
  return product;
}

/** Reflections at both bounds, summed from the smallest (Gnedenko and Korolyuk, 1951). */
function equalTwoSided(n: number, steps: number): number {
  let sum = 0;
  for (let k = Math.floor(n / steps) - 1; k >= 0; k--) sum = leadProbability(n, k * steps, steps) * (1 - sum);
  return 2 * sum;
}

/**
 * The share of orderings of n and m values in which the lead reaches `steps`. Followed along all orderings at once: the
 * share for i and j values comes from those with one value less, and only grows, so that no digits cancel (Hodges, 1958).
 */
function reachProbability(n: number, m: number, up: number, down: number, steps: number, twoSided: boolean): number {
  const reached = new Float64Array(m + 1).fill(1);
  for (let i = 0; i <= n; i++) {
    // Between these j the lead stays within the bounds.
    const first = Math.max(0, Math.floor((i * up - steps) / down) + 1);
    const last = twoSided ? Math.min(m, Math.ceil((i * up + steps) / down) - 1) : m;
    if (first > 0) reached[first - 1] = 1;
    else reached[0] = i === 0 ? 0 : reached[0]!;
    followRow(reached, i, Math.max(1, first), last);
  }
  return reached[m]!;
}

function followRow(reached: Float64Array, i: number, first: number, last: number): void {
  let left = reached[first - 1]!;
  for (let j = first; j <= last; j++) {
    // With no value of the first sample there is nothing above to come from, and the weight of it is 0.
    left = (i * reached[j]! + j * left) / (i + j);
    reached[j] = left;
  }
}

function asymptoticPValue(n: number, m: number, d: number, twoSided: boolean): number {
  const effective = (n * m) / (n + m);
  if (twoSided) return kolmogorovFiniteSurvival(roundHalfToEven(effective), d);
  const [few, many] = n < m ? [n, m] : [m, n];
  const z = Math.sqrt(effective) * d;
  return Math.exp(-2 * z * z - ((2 * z) / 3) * ((many + 2 * few) / Math.sqrt(n * m * (n + m))));
}

function roundHalfToEven(value: number): number {
  const nearest = Math.round(value);
  return nearest - value === 0.5 && nearest % 2 === 1 ? nearest - 1 : nearest;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
