import { posix } from 'node:path';
import { parseWithin } from '../../bounded-json.ts';
import {
  keysByName,
  type Lock,
  type LockedPackage,
  objectOrEmpty,
  type PackageJson,
  type PackageJsons,
  rangesOf,
} from './lock.ts';

const PACKAGES = 'node_modules/';

/**
 * Reads what npm wrote. Packages are where they are installed, and found as Node finds them: from there upwards.
 * @param manifests for lockfiles of npm 6 and before, which do not have what the project asks for.
 * @throws where it is none.
 */
export function readNpmLock(text: string, manifests: PackageJsons): Lock {
  const lock = objectOrEmpty(parseWithin(text));
  const entries = objectOrEmpty(lock.packages);
  if (lock.packages !== undefined) return lockOfPlaces(entries as Places);
  return lockOfPlaces({ '': manifests.get('') ?? {}, ...placesOfVersion1(objectOrEmpty(lock.dependencies)) });
}

/** Packages, and the repository's own parts, by where they are: `node_modules/a/node_modules/b`. */
export type Places = Readonly<Record<string, PackageJson>>;

/** Puts what every place asks for together with what it finds. */
export function lockOfPlaces(places: Places): Lock {
  const isPackage = (place: string) => place.includes(PACKAGES);
  const find = (from: string, name: string): string | null => {
    for (let at = from; ; at = posix.dirname(at)) {
      const place = posix.join(at === '.' ? '' : at, PACKAGES, name);
      if (Object.hasOwn(places, place)) return place;
      if (at === '' || at === '.' || at.startsWith('..')) return null;
    }
  };
  const asksOf = (place: string) =>
    new Map([...rangesOf(places[place]).keys()].map((name) => [name, find(place, name)]));
  const packages = new Map<string, LockedPackage>();
  const parts = new Map<string, { readonly asks: ReturnType<typeof asksOf> }>();
  for (const [place, entry] of Object.entries(places)) {
    if (!isPackage(place)) parts.set(place, { asks: asksOf(place) });
    // A link leads to a part of the repository, whose code is no package's.
    else if (!entry.link) {
      const { version = '', integrity, resolved } = entry as Readonly<Record<string, string | undefined>>;
      packages.set(place, { version, identity: `${version} ${integrity ?? resolved ?? ''}`, asks: asksOf(place) });
    }
  }
  return { packages, parts, keys: keysByName([...packages.keys()].map((place) => [place, nameOf(place)])) };
}

function nameOf(place: string): string {
  return place.slice(place.lastIndexOf(PACKAGES) + PACKAGES.length);
}

function placesOfVersion1(dependencies: PackageJson, at = ''): Places {
  const places: Record<string, PackageJson> = {};
  for (const [name, value] of Object.entries(dependencies)) {
    const { requires, dependencies: inner, ...entry } = objectOrEmpty(value);
    const place = `${at}${PACKAGES}${name}`;
    places[place] = { ...entry, dependencies: requires };
    Object.assign(places, placesOfVersion1(objectOrEmpty(inner), `${place}/`));
  }
  return places;
}
