/** The items from another beginning on: `rotate([a, b, c], 1)` is `[b, c, a]`. */
export function rotate<Item>(items: readonly Item[], by: number): readonly Item[] {
  const start = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
