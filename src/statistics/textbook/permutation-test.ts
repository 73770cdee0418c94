import { type Alternative, pValueFromTails } from '../core/alternative.ts';
import { chosenPlaces, waysToChoose } from '../core/combinations.ts';
import { mean } from '../core/mean.ts';
import { createGenerator, type Generator, randomIndex } from '../core/random.ts';
import { checkedCopy, requireCount, type Samples } from '../core/samples.ts';
import { saturated } from '../core/saturated.ts';
import { requireFinite } from './bootstrap.ts';

/** A number that grows as `current` gets slower; it may read its arguments only while it runs. */
export type TwoSampleStatistic = (baseline: Float64Array, current: Float64Array) => number;

/** How to permute. */
export interface PermutationOptions {
  /** Default: mean of `current` minus mean of `baseline`. */
  readonly statistic?: TwoSampleStatistic;
  /** Default 'greater'. */
  readonly alternative?: Alternative;
  /** How many ways to deal to look at besides the observed one: all of them, where there are no more. Default 9,999. */
  readonly permutations?: number;
  /** Source of randomness; by default one with a fixed seed, so that results repeat. */
  readonly generator?: Generator;
}

/** Result of a permutation test. */
export interface PermutationResult {
  /** That of the samples as they are. */
  readonly statistic: number;
  /** The share of ways to deal with a statistic at least as extreme. */
  readonly pValue: number;
  /** 'exact' where every way to deal was looked at. */
  readonly method: 'exact' | 'sampled';
}

/** Statistics of equal samples in another order may differ in their last digits: these count as equal. */
const ROUNDING = 1e-12;
/** The same for a difference near 0, in proportion to the largest sample. */
const ROUNDING_OF_SAMPLES = 8 * Number.EPSILON;

/**
 * Permutation test: how often samples that are dealt to the two sides at random differ as much as these (Fisher, "The
 * Design of Experiments", 1935). Exact where there are no more ways to deal than `permutations` + 1. Elsewhere the observed
 * one counts as one of those drawn, so that p is never 0 and its error rate holds with any number of them (Phipson and
 * Smyth, Statistical Applications in Genetics and Molecular Biology 9, 2010).
 * @param baseline samples of the one side, in any unit.
 * @param current samples of the other side.
 * @throws StatisticalValidationError where a side is empty, a sample is not finite, an option is out of range, or the
 * statistic is no number.
 * @example
 * import { permutationTest } from 'evenkeel';
 *
 * // Locations of five processes a side, in seconds.
 * const { pValue, method } = permutationTest([1.01, 1.02, 1.0, 1.03, 1.02], [1.05, 1.07, 1.06, 1.04, 1.08]);
 * // One of 252 ways to deal.
 * console.log(method, pValue.toFixed(3)); // exact 0.004
 */
export function permutationTest(
  baseline: Samples,
  current: Samples,
  options: PermutationOptions = {},
): PermutationResult {
  const { statistic = differenceOfMeans, alternative = 'greater', permutations = 9_999 } = options;
  requireCount(permutations, 'permutations');
  const before = checkedCopy(baseline, 1, 'baselineSamples');
  const after = checkedCopy(current, 1, 'currentSamples');
  const pool = new Float64Array(before.length + after.length);
  pool.set(before);
  pool.set(after, before.length);
  const isExact = waysToChoose(pool.length, before.length) <= permutations + 1;
  const deals = isExact ? everyDeal(pool, before.length) : randomDeals(pool, before.length, permutations, options);
  const observed = requireFinite(statistic(before, after));
  const scale = statistic === differenceOfMeans ? ROUNDING_OF_SAMPLES * largest(pool) : 0;
  const margin = Math.max(ROUNDING * Math.abs(observed), scale);
  let all = 0;
  let atMost = 0;
  let atLeast = 0;
  for (const dealt of deals) {
    const value = requireFinite(statistic(dealt.subarray(0, before.length), dealt.subarray(before.length)));
    all++;
    if (value <= observed + margin) atMost++;
    if (value >= observed - margin) atLeast++;
  }
  const pValue = pValueFromTails(atMost / all, atLeast / all, alternative);
  return { statistic: observed, pValue, method: isExact ? 'exact' : 'sampled' };
}

function differenceOfMeans(baseline: Float64Array, current: Float64Array): number {
  return saturated(mean(current) - mean(baseline));
}

/** Each choice of the pool's values for the first side, in one array that is used again and again. */
function* everyDeal(pool: Float64Array, count: number): Iterable<Float64Array> {
  const dealt = new Float64Array(pool.length);
  for (const places of chosenPlaces(pool.length, count)) {
    let first = 0;
    let second = count;
    for (let i = 0; i < pool.length; i++) dealt[places[first] === i ? first++ : second++] = pool[i]!;
    yield dealt;
  }
}

/** The pool as it is, then as many random choices for the first side, in one array (Fisher and Yates). */
function* randomDeals(
  pool: Float64Array,
  count: number,
  permutations: number,
  { generator = createGenerator() }: PermutationOptions,
): Iterable<Float64Array> {
  const dealt = pool.slice();
  yield dealt;
  for (let permutation = 0; permutation < permutations; permutation++) {
    for (let i = 0; i < count; i++) {
      const other = i + randomIndex(generator, dealt.length - i);
      const value = dealt[i]!;
      dealt[i] = dealt[other]!;
      dealt[other] = value;
    }
    yield dealt;
  }
}

function largest(pool: Float64Array): number {
  return pool.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
