import { chanceOf, type Difference } from './difference.ts';

/** Who is dominated by whom. */
export interface Dominance {
  /** The place of the one of which it is surest; null where nothing speaks for any. */
  readonly by: number | null;
  /** How sure it is, from 0 to 1, for all such statements of a comparison together. */
  readonly confidence: number;
}

/**
 * The chance of what was seen where the first candidate does not dominate the second. It does where it is not worse by more
 * than the margin in any metric, and better by more than that in one.
 *
 * "In no metric worse" is a statement about each of them: an intersection-union test rejects where every part does, each at
 * the full level (R. L. Berger, Technometrics 24, 1982). "Better in one" is a union, for which the level is divided among the
 * metrics. Both have to be rejected, again by an intersection-union test (D. A. Bloch, T. L. Lai and P. Tubert-Bitter,
 * Biometrics 57, 2001). None of it asks how the metrics depend on each other. With one margin for both, two candidates cannot
 * dominate each other.
 * @param differences of the first against the second, one for each metric.
 */
export function dominanceChance(differences: readonly Difference[], margin: number): number {
  const notWorse = differences.map((difference) => chanceOf(difference, margin));
  const better = differences.map((difference) => chanceOf(difference, -margin));
  return Math.max(...notWorse, Math.min(1, differences.length * Math.min(...better)));
}

/**
 * Who of so many candidates is dominated, by Holm's procedure over all pairs in either order (Scandinavian Journal of
 * Statistics 6, 1979): the chance that any of the statements is wrong is one minus the confidence at which they are made.
 */
export function findDominated(
  count: number,
  chance: (dominant: number, dominated: number) => number,
): readonly Dominance[] {
  const places = Array.from({ length: count }, (_, place) => place);
  const claims = places
    .flatMap((by) => places.filter((of) => of !== by).map((of) => ({ by, of, chance: chance(by, of) })))
    .toSorted((a, b) => a.chance - b.chance);
  const surest = new Map<number, Dominance>();
  let adjusted = 0;
  for (const [i, { by, of, chance: own }] of claims.entries()) {
    adjusted = Math.min(1, Math.max(adjusted, (claims.length - i) * own));
    if (!surest.has(of)) surest.set(of, { by: adjusted < 1 ? by : null, confidence: 1 - adjusted });
  }
  return places.map((place) => surest.get(place)!);
}
