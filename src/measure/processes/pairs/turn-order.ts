/**
 * The order in which so many sides take their turns of a round of turns. Of two, the first one changes every time (a, b, b,
 * a, …). Of more, orders follow a Williams design: over a cycle, of as many rounds as there are sides, or twice as many where
 * their number is odd, each side has each place and directly follows each other side equally often. What a side leaves behind
 * in the processor's caches then meets all others alike (E. J. Williams, Australian Journal of Scientific Research A 2, 1949).
 */
export function turnOrder(turn: number, sides: number): readonly number[] {
  // 0, 1, last, 2, last but one, …
  const zigzag = Array.from({ length: sides }, (_, i) => (i % 2 === 1 ? (i + 1) / 2 : (sides - i / 2) % sides));
  if (sides % 2 === 0) return shifted(zigzag, turn % sides);
  const order = shifted(zigzag, Math.floor(turn / 2) % sides);
  return turn % 2 === 0 ? order : order.toReversed();
}

function shifted(places: readonly number[], by: number): readonly number[] {
  return places.map((place) => (place + by) % places.length);
}
