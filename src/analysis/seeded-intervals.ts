/** A half-open range of indices. */
export type Interval = readonly [from: number, to: number];

/** Each layer's intervals are shorter by this factor than those of the one above. */
const SHRINKS_BY = Math.SQRT1_2;

/**
 * Intervals of all lengths that overlap by half, widest first: so that each step has some in which it is alone and not near
 * an end (Kovács, Bühlmann, Li and Munk, "Seeded binary segmentation", Biometrika 110, 2023). Their lengths add up to
 * about n log n; nothing is drawn.
 */
export function seededIntervals(count: number, shortest: number): Interval[] {
  const intervals: Interval[] = [];
  for (let length = count; length >= shortest; length *= SHRINKS_BY) {
    const whole = Math.max(shortest, Math.round(length));
    const number = 2 * Math.ceil(count / length) - 1;
    for (let i = 0; i < number; i++) {
      const from = number === 1 ? 0 : Math.round(((count - whole) * i) / (number - 1));
      intervals.push([from, from + whole]);
    }
  }
  return intervals;
}
