/**
 * Ascending samples moved and scaled to 0..1, so that products of their differences neither overflow nor vanish; as they
 * are where they are all equal.
 */
export function onUnitScale(sorted: Float64Array): Float64Array {
  const low = sorted[0]!;
  const range = sorted[sorted.length - 1]! - low;
  if (range === 0) return sorted;
  if (Number.isFinite(range)) return sorted.map((value) => (value - low) / range);
  const half = sorted[sorted.length - 1]! / 2 - low / 2;
  return sorted.map((value) => (value / 2 - low / 2) / half);
}
