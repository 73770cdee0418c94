import { interpolate } from './quantile.ts';
import { createGenerator, type Generator, randomIndex } from './random.ts';
import { requireCount, type Samples } from './samples.ts';
import { sortedCopy } from './sorted.ts';

/** How to grow the forest. */
export interface IsolationOptions {
  /** Default 100. */
  readonly trees?: number;
  /** Samples a tree is grown from, or all where there are fewer. Default 256. */
  readonly subsample?: number;
  /** Source of randomness; by default one with a fixed seed, so that results repeat. */
  readonly generator?: Generator;
}

/**
 * Scores from here up name an outlier (Liu, Ting and Zhou, 2008, figure 3). An average sample scores one half; of a clean
 * normal sample of 100, six reach this on average, the ends of its tails.
 */
const OUTLIER_SCORE = 0.6;
const EULER = 0.5772156649015329;

/**
 * Isolation scores of the samples, in their order: 2^(−E[depth] / c), near 1 for samples that random cuts separate from
 * the rest at once, below one half for samples in a crowd; one half where all are equal (Liu, Ting and Zhou, "Isolation
 * Forest", IEEE International Conference on Data Mining, 2008).
 * @throws StatisticalValidationError where there is no sample, one is not finite, or an option is not a whole number.
 */
export function isolationScores(samples: Samples, options: IsolationOptions = {}): Float64Array {
  const { trees = 100, subsample = 256, generator = createGenerator() } = options;
  requireCount(trees, 'trees');
  requireCount(subsample, 'subsample', 2);
  const sorted = sortedCopy(samples);
  const size = Math.min(subsample, sorted.length);
  const depths = new DepthSums(sorted);
  const drawn = new Float64Array(size);
  for (let tree = 0; tree < trees; tree++) {
    drawSorted(sorted, drawn, generator);
    growTree(drawn, depths, generator);
  }
  const expected = averageDepth(size) * trees;
  const scoreOf = depths.totals().map((depth) => (expected === 0 ? 0.5 : 2 ** (-depth / expected)));
  return Float64Array.from(samples, (value) => scoreOf[firstAtLeast(sorted, value, 0, sorted.length)]!);
}

/**
 * Ascending indices of the samples with an isolation score of 0.6 or more; none where all are equal.
 * @throws StatisticalValidationError as `isolationScores` does.
 */
export function isolationOutliers(samples: Samples, options: IsolationOptions = {}): number[] {
  const found: number[] = [];
  isolationScores(samples, options).forEach((score, index) => {
    if (score >= OUTLIER_SCORE) found.push(index);
  });
  return found;
}

/** Depths of all samples, summed over trees: a tree adds a number to each run of neighbouring samples. */
class DepthSums {
  readonly #sorted: Float64Array;
  readonly #changes: Float64Array;

  constructor(sorted: Float64Array) {
    this.#sorted = sorted;
    this.#changes = new Float64Array(sorted.length + 1);
  }

  get count(): number {
    return this.#sorted.length;
  }

  /** Index of the first sample at or above `value`, between two indices. */
  indexOf(value: number, from: number, to: number): number {
    return firstAtLeast(this.#sorted, value, from, to);
  }

  add(from: number, to: number, depth: number): void {
    this.#changes[from]! += depth;
    this.#changes[to]! -= depth;
  }

  /** The sum for each of the ascending samples. */
  totals(): Float64Array {
    let sum = 0;
    return this.#changes.subarray(0, this.#sorted.length).map((change) => {
      sum += change;
      return sum;
    });
  }
}

/**
 * Grows one tree of the ascending `drawn`, and adds the depth of its leaves for all samples that fall in each. In one
 * dimension a node is a run of neighbours, so no tree needs to be kept.
 */
function growTree(drawn: Float64Array, depths: DepthSums, generator: Generator): void {
  const limit = Math.ceil(Math.log2(drawn.length));
  const grow = (first: number, end: number, from: number, to: number, depth: number): void => {
    const low = drawn[first]!;
    const high = drawn[end - 1]!;
    if (depth >= limit || end - first <= 1 || low === high) {
      depths.add(from, to, depth + averageDepth(end - first));
      return;
    }
    // In (low, high], also where they are neighbouring doubles: both sides keep at least one value.
    const drawnCut = interpolate(high, low, generator());
    const cut = drawnCut > low ? drawnCut : high;
    const split = firstAtLeast(drawn, cut, first + 1, end - 1);
    const border = depths.indexOf(cut, from, to);
    grow(first, split, from, border, depth + 1);
    grow(split, end, border, to, depth + 1);
  };
  grow(0, drawn.length, 0, depths.count, 0);
}

/** Fills `drawn` with values of `sorted` drawn without replacement, in ascending order. */
function drawSorted(sorted: Float64Array, drawn: Float64Array, generator: Generator): void {
  if (drawn.length === sorted.length) {
    drawn.set(sorted);
    return;
  }
  // Floyd's sampling (Bentley and Floyd, Communications of the ACM 30, 1987).
  const chosen = new Set<number>();
  for (let j = sorted.length - drawn.length; j < sorted.length; j++) {
    const index = randomIndex(generator, j + 1);
    chosen.add(chosen.has(index) ? j : index);
  }
  let next = 0;
  for (const index of chosen) drawn[next++] = sorted[index]!;
  drawn.sort();
}

/** Average depth of an unsuccessful search in a binary search tree of `size` values (Liu, Ting and Zhou, equation 1). */
function averageDepth(size: number): number {
  if (size <= 1) return 0;
  if (size === 2) return 1;
  return 2 * (Math.log(size - 1) + EULER) - (2 * (size - 1)) / size;
}

function firstAtLeast(sorted: Float64Array, value: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
