const MOST_NAMES = 3;
// Comparing takes time with the product of two lengths; what is longer was not mistyped but is something else.
const LONGEST = 200;

/**
 * Those names that a wanted one may have been meant to be, nearest first, three at most: within a third of its length
 * in edits (Damerau's optimal string alignment distance), whatever their case. None for more than 200 letters.
 */
export function nearestNames(wanted: string, names: readonly string[]): readonly string[] {
  if (wanted.length > LONGEST) return [];
  const reach = Math.max(1, Math.floor(wanted.length / 3));
  return names
    .filter((name) => Math.abs(name.length - wanted.length) <= reach)
    .map((name) => ({ name, distance: editDistance(wanted.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= reach)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST_NAMES)
    .map(({ name }) => name);
}

const SHORTEST_PART = 4;

/**
 * What to say of a name that there is none of: those that it may have been meant to be, or are longer names for it
 * (`cache_dir`, `iterations`), or else all that there are.
 */
export function hintOfNames(wanted: string, names: readonly string[], what: string): string {
  const [nearest] = nearestNames(wanted, names);
  const part = wanted.toLowerCase();
  const longer = part.length < SHORTEST_PART ? [] : names.filter((name) => name.toLowerCase().includes(part));
  const meant = nearest === undefined ? longer.slice(0, MOST_NAMES) : [nearest];
  return meant.length > 0 ? `did you mean ${meant.join(' or ')}?` : `the ${what} are ${names.join(', ')}.`;
}

/** What is wrong with the names of a constructor's options, as a sentence; null where each is one that there is. */
export function problemWithOptions(options: object, names: readonly string[]): string | null {
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  return unknown === undefined ? null : `unknown option \`${unknown}\`; ${hintOfNames(unknown, names, 'options')}`;
}

/** How many letters to insert, remove, replace, or swap with their neighbour, to make one text the other. */
export function editDistance(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + Number(a[i - 1] !== b[j - 1]);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? beforeLast[j - 2]! + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(replaced, swapped, last[j]! + 1, row[j - 1]! + 1));
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}
