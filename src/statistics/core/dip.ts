import { onUnitScale } from './unit-scale.ts';

/** The span of indices that one round of the fit works on. */
interface Span {
  readonly low: number;
  readonly high: number;
}

/** The greatest distance between the two curves, and the knots of each at which it is reached. */
interface Gap {
  readonly distance: number;
  readonly convexKnot: number;
  readonly concaveKnot: number;
}

/**
 * Hartigan's dip of ascending samples: the largest distance between their distribution function and the nearest unimodal
 * one, from 1/(2n) to 1/4 (Hartigan and Hartigan, Annals of Statistics 13, 1985). Their algorithm AS 217 (Applied
 * Statistics 34, 1985): fit the greatest convex minorant from below and the least concave majorant from above, and narrow
 * the span in which the mode must lie until the curves are nearer to each other than the samples are to them.
 */
export function dipOf(samples: Float64Array): number {
  const n = samples.length;
  if (n < 2 || samples[0] === samples[n - 1]) return 1 / (2 * n);
  const sorted = onUnitScale(samples);
  const convexNext = convexLinks(sorted);
  const concaveNext = concaveLinks(sorted);
  let dip = 1;
  let span: Span = { low: 0, high: n - 1 };
  for (;;) {
    const convex = follow(convexNext, span.high, span.low);
    const concave = follow(concaveNext, span.low, span.high);
    const gap = widestGap(sorted, convex, concave);
    if (gap.distance < dip) break;
    dip = Math.max(
      dip,
      farthestFrom(sorted, convex.slice(gap.convexKnot), aboveChord),
      farthestFrom(sorted, concave.slice(gap.concaveKnot), belowChord),
    );
    const next = { low: convex[gap.convexKnot]!, high: concave[gap.concaveKnot]! };
    if (next.low === span.low && next.high === span.high) break;
    span = next;
  }
  return dip / (2 * n);
}

/** For each index, the knot before it on the greatest convex minorant that ends there. */
function convexLinks(sorted: Float64Array): Int32Array {
  const links = new Int32Array(sorted.length);
  for (let j = 1; j < sorted.length; j++) {
    let knot = j - 1;
    while (knot !== 0 && bend(sorted, links[knot]!, knot, j) <= 0) knot = links[knot]!;
    links[j] = knot;
  }
  return links;
}

/** For each index, the knot after it on the least concave majorant that starts there. */
function concaveLinks(sorted: Float64Array): Int32Array {
  const last = sorted.length - 1;
  const links = new Int32Array(sorted.length).fill(last);
  for (let j = last - 1; j >= 0; j--) {
    let knot = j + 1;
    while (knot !== last && bend(sorted, j, knot, links[knot]!) >= 0) knot = links[knot]!;
    links[j] = knot;
  }
  return links;
}

/** Positive where the distribution function rises more steeply from the second index to the third than before it. */
function bend(sorted: Float64Array, a: number, b: number, c: number): number {
  return (sorted[b]! - sorted[a]!) * (c - b) - (sorted[c]! - sorted[b]!) * (b - a);
}

/** The knots from one index to another. */
function follow(links: Int32Array, from: number, to: number): number[] {
  const knots = [from];
  for (let at = from; at !== to; ) {
    at = links[at]!;
    knots.push(at);
  }
  return knots;
}

/** Walks along both curves, the convex one from the left as the concave one, from knot to knot. */
function widestGap(sorted: Float64Array, convex: readonly number[], concave: readonly number[]): Gap {
  let widest: Gap = { distance: 0, convexKnot: convex.length - 1, concaveKnot: concave.length - 1 };
  if (convex.length === 2 && concave.length === 2) return { ...widest, distance: 1 };
  let i = convex.length - 2;
  let j = 1;
  while (convex[i] !== concave[j]) {
    const atConvex = convex[i]! <= concave[j]!;
    const distance = atConvex
      ? rise(sorted, concave[j - 1]!, concave[j]!, convex[i]!) - (convex[i]! - concave[j - 1]! - 1)
      : concave[j]! - convex[i + 1]! + 1 - rise(sorted, convex[i + 1]!, convex[i]!, concave[j]!);
    const gap = atConvex
      ? { distance, convexKnot: i, concaveKnot: j }
      : { distance, convexKnot: i + 1, concaveKnot: j };
    if (distance >= widest.distance) widest = gap;
    if (atConvex) i = Math.max(0, i - 1);
    else j = Math.min(concave.length - 1, j + 1);
  }
  return widest;
}

/** How far the chord between two knots has risen, in samples, above the first one at sample `at`. */
function rise(sorted: Float64Array, from: number, to: number, at: number): number {
  return ((sorted[at]! - sorted[from]!) * (to - from)) / (sorted[to]! - sorted[from]!);
}

/** How far samples lie from the chords between successive knots, at most; at least one step of the distribution function. */
function farthestFrom(
  sorted: Float64Array,
  knots: readonly number[],
  distance: (sorted: Float64Array, from: number, to: number, at: number) => number,
): number {
  let farthest = 1;
  for (let k = 1; k < knots.length; k++) {
    const from = Math.min(knots[k - 1]!, knots[k]!);
    const to = Math.max(knots[k - 1]!, knots[k]!);
    if (to - from <= 1 || sorted[from] === sorted[to]) continue;
    for (let at = from; at <= to; at++) farthest = Math.max(farthest, distance(sorted, from, to, at));
  }
  return farthest;
}

function aboveChord(sorted: Float64Array, from: number, to: number, at: number): number {
  return at - from + 1 - rise(sorted, from, to, at);
}

function belowChord(sorted: Float64Array, from: number, to: number, at: number): number {
  return rise(sorted, from, to, at) - (at - from - 1);
}
