import type { Level } from './levels.ts';

/** What is believed before anything is measured. */
export interface StepPrior {
  /** Places of the whole line, of which each may be where a step is. */
  readonly places: number;
  /** How far levels lie apart, a standard deviation. */
  readonly spread: number;
}

/**
 * Where the steps are, given levels with known errors: exact, over all ways in which the line can be divided into stretches of one level
 * each (a product partition model: Barry and Hartigan, Annals of Statistics 20, 1992; the recursion: Fearnhead, Statistics and Computing 16,
 * 2006). A step is as likely at one commit as at any other, and one is expected in all. With a single step this is the posterior that noisy
 * binary search goes by (Horstein 1963; Burnashev and Zigangirov 1974; Karp and Kleinberg, SODA 2007; Ben-Or and Hassidim, FOCS 2008).
 */
export class StepPosterior {
  readonly #levels: readonly Level[];
  readonly #center: number;
  readonly #spread: number;
  /** Logarithms of the chance that no step, and that some step, lies between a measured commit and the one before. */
  readonly #gaps: readonly { readonly none: number; readonly some: number }[];
  /** Running sums, for the likelihood of a stretch. */
  readonly #sums: readonly Sums[];
  readonly #forward: readonly number[];
  readonly #backward: readonly number[];

  /** @param levels in their order, two at least. */
  constructor(levels: readonly Level[], { places, spread }: StepPrior) {
    this.#levels = levels;
    this.#spread = spread;
    this.#center = (levels[0]!.level + levels.at(-1)!.level) / 2;
    const stays = Math.log1p(-1 / (places + 1));
    this.#gaps = levels.map(({ at }, i) => {
      const none = i === 0 ? 0 : (at - levels[i - 1]!.at) * stays;
      return { none, some: i === 0 ? 0 : Math.log(-Math.expm1(none)) };
    });
    const sums: Sums[] = [{ weight: 0, first: 0, second: 0, logs: 0, none: 0 }];
    for (const [i, { level, variance }] of levels.entries()) {
      const before = sums[i]!;
      const y = level - this.#center;
      sums.push({
        weight: before.weight + 1 / variance,
        first: before.first + y / variance,
        second: before.second + y ** 2 / variance,
        logs: before.logs + Math.log(variance),
        none: before.none + this.#gaps[i]!.none,
      });
    }
    this.#sums = sums;
    this.#forward = this.#sweep();
    this.#backward = this.#sweepBack();
  }

  /** The chance that there is a step after one measured commit, and at the latest at another; both by their place among the levels. */
  stepWithin(from: number, to: number): number {
    const total = this.#forward.at(-1)!;
    const together: number[] = [];
    for (let start = 0; start <= from; start++) {
      for (let end = to; end < this.#levels.length; end++) {
        const before = start === 0 ? 0 : this.#forward[start]! + this.#gaps[start]!.some;
        const after = end === this.#levels.length - 1 ? 0 : this.#gaps[end + 1]!.some + this.#backward[end + 1]!;
        together.push(before + this.#stretch(start, end) + after);
      }
    }
    return Math.min(1, Math.max(0, 1 - Math.exp(logSum(together) - total)));
  }

  /** The likeliest way to divide the line: the first level of each stretch but the first one, by their place among the levels. */
  likeliest(): readonly number[] {
    const count = this.#levels.length;
    const best: number[] = [0];
    const startOf: number[] = [0];
    for (let end = 1; end <= count; end++) {
      const scores = Array.from(
        { length: end },
        (_, start) => best[start]! + (start === 0 ? 0 : this.#gaps[start]!.some) + this.#stretch(start, end - 1),
      );
      const top = Math.max(...scores);
      best.push(top);
      startOf.push(scores.indexOf(top));
    }
    const starts: number[] = [];
    for (let end = count; end > 0; end = startOf[end]!) if (startOf[end]! > 0) starts.unshift(startOf[end]!);
    return starts;
  }

  // The likelihood of all levels before one, whatever stretches they make.
  #sweep(): readonly number[] {
    const count = this.#levels.length;
    const sums: number[] = [0];
    for (let end = 1; end <= count; end++) {
      const each = Array.from(
        { length: end },
        (_, start) => sums[start]! + (start === 0 ? 0 : this.#gaps[start]!.some) + this.#stretch(start, end - 1),
      );
      sums.push(logSum(each));
    }
    return sums;
  }

  // The same of one and all after it.
  #sweepBack(): readonly number[] {
    const count = this.#levels.length;
    const sums: number[] = Array.from({ length: count + 1 }, () => 0);
    for (let start = count - 1; start >= 0; start--) {
      const each: number[] = [];
      for (let end = start; end < count; end++) {
        const after = end === count - 1 ? 0 : this.#gaps[end + 1]!.some + sums[end + 1]!;
        each.push(this.#stretch(start, end) + after);
      }
      sums[start] = logSum(each);
    }
    return sums;
  }

  /** The likelihood of levels that are one stretch, whose own level is not known. */
  #stretch(start: number, end: number): number {
    const [a, b] = [this.#sums[start]!, this.#sums[end + 1]!];
    const weight = b.weight - a.weight;
    const first = b.first - a.first;
    const prior = this.#spread ** 2;
    const count = end + 1 - start;
    const fit = b.second - a.second - (first ** 2 * prior) / (1 + prior * weight);
    const none = b.none - a.none - this.#gaps[start]!.none;
    return none - 0.5 * (count * LOG_TWO_PI + b.logs - a.logs + Math.log1p(prior * weight) + fit);
  }
}

const LOG_TWO_PI = Math.log(2 * Math.PI);

interface Sums {
  readonly weight: number;
  readonly first: number;
  readonly second: number;
  readonly logs: number;
  readonly none: number;
}

function logSum(logs: readonly number[]): number {
  const top = Math.max(...logs);
  if (top === Number.NEGATIVE_INFINITY) return top;
  return top + Math.log(logs.reduce((sum, each) => sum + Math.exp(each - top), 0));
}
