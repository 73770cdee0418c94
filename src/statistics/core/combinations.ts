/** In how many ways `count` of `size` places can be chosen; Infinity where beyond the range of a double. */
export function waysToChoose(size: number, count: number): number {
  const few = Math.min(count, size - count);
  let ways = 1;
  for (let i = 1; i <= few && Number.isFinite(ways); i++) ways = (ways * (size - few + i)) / i;
  return ways;
}

/** Every choice of `count` of the places 0 to `size` − 1, ascending, in one array that is used again and again. */
export function* chosenPlaces(size: number, count: number): Iterable<readonly number[]> {
  const places = Array.from({ length: count }, (_, i) => i);
  for (;;) {
    yield places;
    let last = count - 1;
    while (last >= 0 && places[last] === size - count + last) last--;
    if (last < 0) return;
    places[last]!++;
    for (let next = last + 1; next < count; next++) places[next] = places[next - 1]! + 1;
  }
}
