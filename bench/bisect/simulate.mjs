/**
 * Searches a line of commits whose levels are known, with looks that scatter as pairs of processes do.
 *
 * @param stateOf of `judge/bisect/next-looks`.
 * @param line `last`: commits after the good one; `levelOf(at)`: a logarithm; `deviation` of a pair; `unusable`: places of commits that
 *   do not build; `scatter` of the metric.
 * @param random numbers from 0 to 1.
 */
export function search(stateOf, { last, levelOf, deviation, unusable = new Set(), scatter = 'sampled' }, rule, random) {
  const looks = new Map();
  const found = new Set();
  const normal = normals(random);
  for (;;) {
    const evidence = { last, looks, unusable: found, scatter };
    const state = stateOf(evidence, rule);
    const [wish] = state.wishes;
    if (wish === undefined) return { state, commits: looks.size + found.size, pairs: pairsIn(looks), looks };
    if (unusable.has(wish.at)) {
      found.add(wish.at);
      continue;
    }
    const more = Array.from({ length: wish.looks }, () => levelOf(wish.at) + deviation * normal());
    looks.set(wish.at, [...(looks.get(wish.at) ?? []), ...more]);
  }
}

function pairsIn(looks) {
  return [...looks.values()].reduce((sum, values) => sum + values.length, 0);
}

// Box and Muller.
function normals(random) {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
