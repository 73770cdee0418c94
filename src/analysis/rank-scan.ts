import { orderingCounts, orderings } from '../statistics/core/mann-whitney.ts';
import { normalQuantile } from '../statistics/core/normal.ts';
import { centredRanks } from './ranks.ts';

/** The place that divides values best into lower and higher ones. */
export interface Division {
  /** Index of the first value of the second part. */
  readonly index: number;
  /** Standard deviations that the rank sum lies from what chance makes of independent values. */
  readonly z: number;
}

/** A side of fewer values than this is looked up in the exact law, where the normal one gives away too much. */
const EXACT_BELOW = 8;
/** Nearer to nothing than this no division is of interest, and the exact law is not asked. */
const LOOK_CLOSER = 2;

/**
 * Where the rank sums of two parts differ most: the Mann-Whitney test at every place that leaves `least` values on either
 * side (Pettitt, "A non-parametric approach to the change-point problem", Applied Statistics 28, 1979, with each place
 * standardised). One value, however far off, is one rank.
 * @param places of the values in their order, or in that of more.
 * @param rankAt room for as many numbers as that order has places.
 * @returns null where all values are equal or there are too few.
 */
export function bestDivision(places: Int32Array, rankAt: Float64Array, least: number): Division | null {
  const count = places.length;
  if (count < 2 * least) return null;
  const variance = centredRanks(places, rankAt);
  if (variance === 0) return null;
  const scale = variance / (count - 1);
  let sum = 0;
  let best = 0;
  let z = -1;
  for (let index = 1; index <= count - least; index++) {
    sum += rankAt[places[index - 1]!]!;
    if (index < least) continue;
    const here = deviate(Math.abs(sum), index, count - index, scale);
    if (here <= z) continue;
    z = here;
    best = index;
  }
  return { index: best, z };
}

function deviate(sum: number, before: number, after: number, scale: number): number {
  const few = Math.min(before, after);
  const z = sum / Math.sqrt(scale * before * after);
  if (few >= EXACT_BELOW || z < LOOK_CLOSER) return z;
  const u = Math.max(0, Math.ceil((before * after) / 2 - sum - 1e-9));
  return Math.max(z, -normalQuantile(exactTails(few, before + after - few)[u]!));
}

const kept = new Map<number, Float64Array>();
/** Of each side's few values: as many as a window has runs, each. */
const MOST_KEPT = 2_000;

/** The chance of each U or less, from 0 to the middle, by its exact law; at most one half. */
function exactTails(few: number, many: number): Float64Array {
  const key = few * 1e6 + many;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const tails = orderingCounts(few, many, (few * many) >> 1);
  const all = orderings(few, many);
  let sum = 0;
  for (let u = 0; u < tails.length; u++) {
    sum += tails[u]!;
    tails[u] = Math.min(0.5, sum / all);
  }
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, tails);
  return tails;
}
