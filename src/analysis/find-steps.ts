import { median } from '../statistics/core/median.ts';
import { MAD_TO_SIGMA } from '../statistics/core/median-absolute-deviation.ts';
import { normalSurvival } from '../statistics/core/normal.ts';
import { locateStep } from './locate-step.ts';
import { bestDivision } from './rank-scan.ts';
import { orderOf } from './ranks.ts';
import { seededIntervals } from './seeded-intervals.ts';
import { isStepRatherThanDrift } from './step-or-drift.ts';

/** Runs that a level lasts at least. Fewer are a spike: what is back to normal at once is no step. */
export const SHORTEST_LEVEL = 4;

/**
 * Chance that a window of unchanged runs shows a step, as the sum over all places and lengths bounds it. Half of it: one run
 * more until a step is seen. Twice: 1.7 times as many false steps in autocorrelated series (`npm run bench:change-points`).
 */
const FALSE_STEP_CHANCE = 0.01;

/** A step inside of a window. */
export interface FoundStep {
  /** Index of the first value of the new level. */
  readonly index: number;
  /** Chance of a step as clear as this anywhere in a window of unchanged runs, at most. */
  readonly pValue: number;
}

interface Candidate extends FoundStep {
  readonly from: number;
  readonly to: number;
}

/**
 * The steps in a window of values: of all seeded intervals that hold one, the narrowest first (Baranowski, Chen and
 * Fryzlewicz, "Narrowest-over-threshold detection", Journal of the Royal Statistical Society B 81, 2019); then each is
 * located and tested again between its neighbours, and the weakest go until all stand.
 * @param widen by how much autocorrelation widens the law of the rank sums.
 */
export function findSteps(values: Float64Array, widen: number): FoundStep[] {
  const search = new Search(values, widen);
  const candidates = seededIntervals(values.length, 2 * SHORTEST_LEVEL)
    .map(([from, to]) => search.between(from, to))
    .filter((candidate) => candidate !== null)
    .sort((a, b) => a.to - a.from - (b.to - b.from) || a.pValue - b.pValue);
  const places: number[] = [];
  for (const { index, from, to } of candidates) {
    if (places.every((place) => place <= from || place >= to)) places.push(index);
  }
  return settle(places.sort(ascending), search);
}

/** So many rounds settle whatever moves to and fro. */
const MOST_ROUNDS = 50;

function settle(places: readonly number[], search: Search): FoundStep[] {
  let current = places;
  let steps: readonly (FoundStep | null)[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    steps = current.map((_, i) => search.between(current[i - 1] ?? 0, current[i + 1] ?? search.count));
    const gone = steps.indexOf(null);
    const next = gone === -1 ? steps.map((step) => step!.index) : current.filter((_, i) => i !== gone);
    if (gone === -1 && next.every((place, i) => place === current[i])) break;
    current = apart(next);
  }
  return steps.filter((step) => step !== null);
}

/** Places without those that leave less than a level between them and the one before. */
function apart(places: readonly number[]): number[] {
  const kept: number[] = [];
  for (const place of places) if (place - (kept.at(-1) ?? 0) >= SHORTEST_LEVEL) kept.push(place);
  return kept;
}

class Search {
  readonly count: number;
  readonly #values: Float64Array;
  readonly #places: Int32Array;
  readonly #rankAt: Float64Array;
  readonly #widen: number;

  constructor(values: Float64Array, widen: number) {
    const { places, distinct } = orderOf(values);
    this.#values = values;
    this.#places = places;
    this.#rankAt = new Float64Array(distinct);
    this.#widen = widen;
    this.count = values.length;
  }

  /** The step between two indices; null where there is none. */
  between(from: number, to: number): Candidate | null {
    const division = bestDivision(this.#places.subarray(from, to), this.#rankAt, SHORTEST_LEVEL);
    if (division === null || this.#chanceOf(division.z) > FALSE_STEP_CHANCE) return null;
    const part = this.#values.subarray(from, to);
    const index = locateStep(part, division.index, SHORTEST_LEVEL);
    const widen = areFarApart(part, index) ? 1 : this.#widen;
    const pValue = this.#chanceOf(division.z / widen);
    if (pValue > FALSE_STEP_CHANCE || !isStepRatherThanDrift(part, index)) return null;
    return { index: from + index, pValue, from, to };
  }

  // Two sides, and twice as many places as there are values, for the lengths: that bounds what is simulated (docs/analysis.md).
  #chanceOf(z: number): number {
    return Math.min(1, 4 * this.count * normalSurvival(z));
  }
}

/**
 * Levels so many standard deviations apart are no work of autocorrelation, which moves what it moves together by two or
 * three; nor can autocorrelation be told where a few runs have such a step among them.
 */
const FAR_APART = 7;

function areFarApart(values: Float64Array, index: number): boolean {
  const [before, after] = [values.subarray(0, index), values.subarray(index)];
  const [from, to] = [median(before), median(after)];
  const distances = values.map((value, i) => Math.abs(value - (i < index ? from : to)));
  return Math.abs(to - from) > FAR_APART * MAD_TO_SIGMA * median(distances);
}

function ascending(a: number, b: number): number {
  return a - b;
}
