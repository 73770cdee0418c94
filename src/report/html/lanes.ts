import { packNumbers } from './packed-numbers.ts';
import type { PageLane } from './page-data.ts';

// Beyond this a lane of points is a smear, and takes more room than it says.
const MOST_POINTS = 40;
const BINS = 24;

/** Figures of processes as a lane: each of them where they are few, else how many lie in each of some ranges; null for none. */
export function laneOf(name: string, values: readonly number[]): PageLane | null {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return null;
  if (known.length <= MOST_POINTS) return { kind: 'points', name, values: packNumbers(known) };
  return { kind: 'bins', name, ...binsOf(known) };
}

function binsOf(values: readonly number[]) {
  const from = values.reduce((least, value) => Math.min(least, value));
  const to = values.reduce((most, value) => Math.max(most, value));
  const width = (to - from) / BINS || Math.abs(from) / 1000 || 1;
  const counts = Array.from({ length: BINS }, () => 0);
  for (const value of values) {
    const at = Math.min(BINS - 1, Math.floor((value - from) / width));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return { from: Number(from.toPrecision(6)), width: Number(width.toPrecision(6)), counts };
}
