import { createGenerator, type Generator } from './random.ts';
import { select } from './select.ts';

/** The most candidates that are looked at to choose where to cut: sorting more would take longer than it saves. */
const LARGEST_PROBE = 65_536;

/**
 * The k-th smallest (from 1) of all n · m differences between a value of `after` and one of `before`, both ascending. In
 * every row of the matrix of differences the candidates are neighbours. Two of them, chosen on either side of the one
 * sought among a random few, cut most others off, until the rest can be laid out: Monahan, "Algorithm 616", ACM
 * Transactions on Mathematical Software 10 (1984), with the pair of pivots of Floyd and Rivest (Communications of the ACM
 * 18, 1975). Expected time grows with n + m, times a logarithm; what is found does not depend on chance.
 */
export function selectDifference(before: Float64Array, after: Float64Array, k: number): number {
  const candidates = new Candidates(before, after, k);
  const generator = createGenerator();
  while (candidates.count > 4 * (before.length + after.length)) {
    const [lower, upper] = candidates.pivots(generator);
    if (candidates.cutAt(upper) || candidates.cutAt(lower)) return candidates.found;
  }
  return candidates.select();
}

/** The smallest difference above `value`, or `value` itself where at least k differences are not above it. */
export function nextDifference(before: Float64Array, after: Float64Array, value: number, k: number): number {
  let notAbove = 0;
  let next = Number.POSITIVE_INFINITY;
  let first = 0;
  for (const late of after) {
    while (first < before.length && late - before[first]! > value) first++;
    notAbove += before.length - first;
    if (first > 0) next = Math.min(next, late - before[first - 1]!);
  }
  return notAbove >= k ? value : next;
}

/** What is left of the matrix of differences: in row j those with the values of `before` from `from[j]` to `to[j]`. */
class Candidates {
  readonly #before: Float64Array;
  readonly #after: Float64Array;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #borders: Int32Array;
  /** Rank among the candidates of the one that is sought, from 1. */
  #rank: number;
  count: number;
  found = 0;

  constructor(before: Float64Array, after: Float64Array, k: number) {
    this.#before = before;
    this.#after = after;
    this.#from = new Int32Array(after.length);
    this.#to = new Int32Array(after.length).fill(before.length);
    this.#borders = new Int32Array(after.length);
    this.#rank = k;
    this.count = before.length * after.length;
  }

  /** Two candidates between which the one sought lies in most cases, from a probe spread evenly over all of them. */
  pivots(generator: Generator): readonly [number, number] {
    const size = Math.min(LARGEST_PROBE, Math.ceil(Math.sqrt(this.count)));
    const probe = new Float64Array(size);
    const step = this.count / size;
    let row = 0;
    let passed = 0;
    for (let drawn = 0; drawn < size; drawn++) {
      const position = Math.min(this.count - 1, Math.floor((drawn + generator()) * step));
      while (passed + this.#to[row]! - this.#from[row]! <= position) passed += this.#to[row]! - this.#from[row++]!;
      probe[drawn] = this.#after[row]! - this.#before[this.#from[row]! + position - passed]!;
    }
    probe.sort();
    const place = (this.#rank / this.count) * size;
    const margin = Math.sqrt(size);
    const at = (index: number): number => probe[Math.max(0, Math.min(size - 1, Math.round(index)))]!;
    return [at(place - margin), at(place + margin)];
  }

  /** Leaves only candidates on that side of `pivot` on which the one sought lies; true where it is the pivot itself. */
  cutAt(pivot: number): boolean {
    const below = this.#countBelow(pivot, false);
    if (this.#rank <= below) {
      this.#from.set(this.#borders);
      this.count = below;
      return false;
    }
    const upTo = this.#countBelow(pivot, true);
    if (this.#rank <= upTo) {
      this.found = pivot;
      return true;
    }
    this.#to.set(this.#borders);
    this.count -= upTo;
    this.#rank -= upTo;
    return false;
  }

  /** Lays out what is left. */
  select(): number {
    const values = new Float64Array(this.count);
    let next = 0;
    for (let row = 0; row < this.#after.length; row++) {
      for (let i = this.#from[row]!; i < this.#to[row]!; i++) values[next++] = this.#after[row]! - this.#before[i]!;
    }
    return select(values, this.#rank - 1);
  }

  /** How many candidates lie below a pivot, or not above it; in `borders`, where they begin in each row. */
  #countBelow(pivot: number, orAtIt: boolean): number {
    const before = this.#before;
    const rows = this.#after.length;
    let count = 0;
    let first = 0;
    for (let row = 0; row < rows; row++) {
      const value = this.#after[row]!;
      for (; first < before.length; first++) {
        const difference = value - before[first]!;
        if (difference < pivot || (difference === pivot && orAtIt)) break;
      }
      const border = Math.min(this.#to[row]!, Math.max(this.#from[row]!, first));
      this.#borders[row] = border;
      count += this.#to[row]! - border;
    }
    return count;
  }
}
