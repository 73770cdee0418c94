import { sortedCopy } from '../statistics/core/sorted.ts';

/** Values by their order alone. */
export interface Order {
  /** For each value how many different ones are below it. */
  readonly places: Int32Array;
  /** How many different values there are. */
  readonly distinct: number;
}

/** The order of finite values. */
export function orderOf(values: Float64Array): Order {
  const sorted = sortedCopy(values, 0);
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[distinct++] = sorted[i]!;
  }
  const places = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) places[i] = placeOf(values[i]!, sorted, distinct);
  return { places, distinct };
}

function placeOf(value: number, sorted: Float64Array, distinct: number): number {
  let low = 0;
  let high = distinct;
  while (low < high) {
    const half = (low + high) >>> 1;
    if (sorted[half]! < value) low = half + 1;
    else high = half;
  }
  return low;
}

/**
 * Ranks of values less their mean; equal values share the mean of theirs.
 * @param places of the values, or of a part of them, in an order that may be that of more.
 * @param rankAt takes the rank at each place.
 * @returns the mean of the squared ranks: 0 where all values are equal.
 */
export function centredRanks(places: Int32Array, rankAt: Float64Array): number {
  rankAt.fill(0);
  for (let i = 0; i < places.length; i++) rankAt[places[i]!]!++;
  const middle = (places.length - 1) / 2;
  let below = 0;
  let squares = 0;
  for (let place = 0; place < rankAt.length; place++) {
    const equal = rankAt[place]!;
    if (equal === 0) continue;
    const rank = below + (equal - 1) / 2 - middle;
    rankAt[place] = rank;
    squares += equal * rank * rank;
    below += equal;
  }
  return squares / places.length;
}

/** The centred rank of each value, and the mean of their squares. */
export function ranksOf(values: Float64Array): { readonly ranks: Float64Array; readonly variance: number } {
  const { places, distinct } = orderOf(values);
  const rankAt = new Float64Array(distinct);
  const variance = centredRanks(places, rankAt);
  return { ranks: Float64Array.from(places, (place) => rankAt[place]!), variance };
}
