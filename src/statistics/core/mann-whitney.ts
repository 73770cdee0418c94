import { StatisticalValidationError } from '../../errors.ts';
import { type Alternative, pValueFromTails } from './alternative.ts';
import { normalSurvival } from './normal.ts';
import type { Samples } from './samples.ts';
import { sortedCopy } from './sorted.ts';

/** How a p-value is found: from every possible ordering, or from the limit for many samples. */
export type PValueMethod = 'exact' | 'asymptotic';

/** Result of a Mann-Whitney test. */
export interface MannWhitneyResult {
  /** Pairs in which the current sample is greater than the baseline sample; an equal pair counts one half. */
  readonly u: number;
  readonly pValue: number;
  readonly method: PValueMethod;
}

/** All orderings are counted where no two values are equal and neither the smaller sample nor the pairs exceed these. */
const EXACT_SMALLER = 8;
const EXACT_PAIRS = 100_000;

/**
 * Mann-Whitney U test of two independent samples (Mann and Whitney, Annals of Mathematical Statistics 18, 1947). Exact
 * where no two values are equal, the smaller sample has at most 8 and there are at most 100,000 pairs; otherwise the
 * normal limit with corrections for ties and continuity. Samples that are all equal have p = 1.
 * @param options.alternative 'greater' (the default) asks whether `current` is slower.
 * @param options.method 'exact' or 'asymptotic' instead of the rule above.
 * @throws StatisticalValidationError where a side is empty, a sample is not finite, or 'exact' is asked for and values
 * are equal or too many.
 */
export function mannWhitneyTest(
  baseline: Samples,
  current: Samples,
  options: { readonly alternative?: Alternative; readonly method?: PValueMethod } = {},
): MannWhitneyResult {
  const before = sortedCopy(baseline, 1, 'baselineSamples');
  const after = sortedCopy(current, 1, 'currentSamples');
  const { u, ties } = compareSorted(before, after);
  const method = options.method ?? defaultMethod(before.length, after.length, ties);
  if (method === 'exact' && ties > 0) {
    throw new StatisticalValidationError('the exact Mann-Whitney test needs values that all differ: use asymptotic');
  }
  const tails =
    method === 'exact'
      ? exactTails(u, before.length, after.length)
      : asymptoticTails(u, before.length, after.length, ties);
  return { u, pValue: pValueFromTails(tails.lower, tails.upper, options.alternative ?? 'greater'), method };
}

/**
 * U of `after` against `before`, both ascending, and Σ (t³ − t) over the groups of t equal values in both together.
 */
export function compareSorted(
  before: Float64Array,
  after: Float64Array,
): { readonly u: number; readonly ties: number } {
  let u = 0;
  let ties = 0;
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const value = Math.min(before[i] ?? Number.POSITIVE_INFINITY, after[j] ?? Number.POSITIVE_INFINITY);
    const firstBefore = i;
    const firstAfter = j;
    while (before[i] === value) i++;
    while (after[j] === value) j++;
    u += (j - firstAfter) * (firstBefore + (i - firstBefore) / 2);
    const equal = i - firstBefore + j - firstAfter;
    if (equal > 1) ties += equal * (equal * equal - 1);
  }
  return { u, ties };
}

/** Standard deviation of U where both samples come from one distribution, corrected for ties. */
export function deviationOfU(n: number, m: number, ties: number): number {
  const total = n + m;
  return Math.sqrt(((n * m) / 12) * Math.max(0, total + 1 - ties / (total * (total - 1))));
}

/**
 * How many orderings of n and m distinct values have U = 0, 1, …, `last`: coefficients of the Gaussian binomial. Terms
 * are multiplied and divided in turn, so that every stage counts something and nothing cancels.
 */
export function orderingCounts(n: number, m: number, last: number): Float64Array {
  const [few, many] = n < m ? [n, m] : [m, n];
  const counts = new Float64Array(last + 1);
  counts[0] = 1;
  for (let i = 1; i <= few; i++) {
    for (let u = last; u >= many + i; u--) counts[u]! -= counts[u - many - i]!;
    for (let u = i; u <= last; u++) counts[u]! += counts[u - i]!;
  }
  return counts;
}

/** How many orderings of n and m distinct values there are. */
export function orderings(n: number, m: number): number {
  let count = 1;
  for (let i = 1; i <= Math.min(n, m); i++) count *= (Math.max(n, m) + i) / i;
  return count;
}

interface Tails {
  readonly lower: number;
  readonly upper: number;
}

function defaultMethod(n: number, m: number, ties: number): PValueMethod {
  return ties === 0 && Math.min(n, m) <= EXACT_SMALLER && n * m <= EXACT_PAIRS ? 'exact' : 'asymptotic';
}

function exactTails(u: number, n: number, m: number): Tails {
  const all = orderings(n, m);
  if (!Number.isFinite(all)) {
    throw new StatisticalValidationError(`${n} and ${m} samples are too many to count their orderings: use asymptotic`);
  }
  // The law is symmetric: the tail from the nearer end is summed, the other is its complement.
  const distance = Math.min(u, n * m - u);
  const counts = orderingCounts(n, m, distance);
  const near = counts.reduce((sum, count) => sum + count, 0) / all;
  const far = 1 - near + counts[distance]! / all;
  return u === distance ? { lower: near, upper: far } : { lower: far, upper: near };
}

function asymptoticTails(u: number, n: number, m: number, ties: number): Tails {
  const deviation = deviationOfU(n, m, ties);
  if (deviation === 0) return { lower: 1, upper: 1 };
  const excess = u - (n * m) / 2;
  return {
    lower: normalSurvival((-excess - 0.5) / deviation),
    upper: normalSurvival((excess - 0.5) / deviation),
  };
}
