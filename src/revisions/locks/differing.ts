import type { Asker, Lock, LockedPackage } from './lock.ts';

/** A package that two revisions ask for otherwise. */
export interface DifferingPackage {
  readonly name: string;
  /** The version that each has; null where it has none. */
  readonly base: string | null;
  readonly present: string | null;
}

/** The lockfiles of both sides. */
export interface Locks {
  readonly base: Lock;
  readonly present: Lock;
}

/**
 * Of packages that code loads, those that both sides do not lock alike. What each part of the repository gets is followed
 * through the packages that are loaded, so that another version of one, which others ask for, does not count.
 * @param used names of the packages that are loaded.
 * @returns also packages that one of these asks for, and finds on the base's side only: it may do without here.
 */
export function differingAmong(used: ReadonlySet<string>, { base, present }: Locks): readonly DifferingPackage[] {
  const differing = new Map<string, DifferingPackage>();
  const reached = new Set<string>();
  const seen = new Set<string>();
  const differs = (name: string, there: LockedPackage | undefined, here: LockedPackage | undefined) =>
    differing.set(name, { name, base: there?.version ?? null, present: here?.version ?? null });
  const compareUsed = (name: string, { there, here, keys }: BothSides) => {
    // Neither lockfile says what is meant: then all of that name count.
    if (!there && !here) return;
    reached.add(name);
    if (there?.identity !== here?.identity) differs(name, there, here);
    else if (!seen.has(keys)) {
      seen.add(keys);
      compare(there!, here!, false);
    }
  };
  const compare = (asking: Asker, here: Asker, isPart: boolean) => {
    for (const name of new Set([...asking.asks.keys(), ...here.asks.keys()])) {
      const both = bothSides(asking.asks.get(name), here.asks.get(name), { base, present });
      if (used.has(name)) compareUsed(name, both);
      else if (both.there && !both.here && !isPart) differs(name, both.there, both.here);
    }
  };
  // A part that only the present tree has is no code of the base's.
  for (const [directory, part] of base.parts)
    compare(part, present.parts.get(directory) ?? goneFrom(present, part), true);
  for (const name of used) {
    if (reached.has(name) || allOf(name, base) === allOf(name, present)) continue;
    differs(name, firstOf(name, base), firstOf(name, present));
  }
  return [...differing.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface BothSides {
  readonly there: LockedPackage | undefined;
  readonly here: LockedPackage | undefined;
  /** Both keys, as one. */
  readonly keys: string;
}

function bothSides(
  there: string | null | undefined,
  here: string | null | undefined,
  { base, present }: Locks,
): BothSides {
  return {
    there: base.packages.get(there ?? ''),
    here: present.packages.get(here ?? ''),
    keys: `${there}\n${here}`,
  };
}

// A part of the repository that is not there any more would find what there is only one of.
function goneFrom({ keys }: Lock, { asks }: Asker): Asker {
  const only = (name: string) => (keys.get(name)?.length === 1 ? keys.get(name)![0]! : null);
  return { asks: new Map([...asks.keys()].map((name) => [name, only(name)])) };
}

// Code may load packages that no package.json asks for.
function allOf(name: string, { keys, packages }: Lock): string {
  return (keys.get(name) ?? [])
    .map((key) => `${key} ${packages.get(key)?.identity}`)
    .sort()
    .join('\n');
}

function firstOf(name: string, { keys, packages }: Lock): LockedPackage | undefined {
  return packages.get(keys.get(name)?.[0] ?? '');
}
