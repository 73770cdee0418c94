import { interpolate } from './quantile.ts';

/**
 * Where ascending samples lie densest, in their unit: the half that spans least is halved again, until two or three
 * samples are left (Robertson and Cryer, Journal of the American Statistical Association 69, 1974; Bickel and Frühwirth,
 * Computational Statistics & Data Analysis 50, 2006). Blind to the slow tail, and noisier than the median.
 */
export function halfSampleMode(sorted: Float64Array): number {
  let window = sorted;
  while (window.length > 3) window = densestHalf(window);
  const [first, second, third] = window;
  if (window.length === 1) return first!;
  if (window.length === 2) return interpolate(first!, second!, 0.5);
  const below = second! - first!;
  const above = third! - second!;
  if (below === above) return second!;
  return below < above ? interpolate(first!, second!, 0.5) : interpolate(second!, third!, 0.5);
}

function densestHalf(window: Float64Array): Float64Array {
  const size = Math.ceil(window.length / 2);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let start = 0; start + size <= window.length; start++) {
    const span = window[start + size - 1]! - window[start]!;
    if (span < least) {
      least = span;
      best = start;
    }
  }
  return window.subarray(best, best + size);
}
