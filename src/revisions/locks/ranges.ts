import {
  type Asker,
  keysByName,
  type Lock,
  type LockedPackage,
  type PackageJson,
  type PackageJsons,
  rangesOf,
} from './lock.ts';

/**
 * What package.json files decide where nothing is locked: a package that is asked for by the same range is taken for the
 * same, and so is what is installed for it.
 * @param installed the packages that are loaded, as they are installed, by name; the same for both sides.
 * @param isInstalled whether this is the side that they are installed for, so that what nobody asks for is known there.
 */
export function lockOfRanges(
  manifests: PackageJsons,
  installed: ReadonlyMap<string, PackageJson>,
  isInstalled: boolean,
): Lock {
  const packages = new Map<string, LockedPackage>();
  const names: [string, string][] = [];
  const add = (name: string, range: string): string => {
    const key = `${name}@${range}`;
    if (packages.has(key)) return key;
    const inner = [...rangesOf(installed.get(name)).keys()].filter((each) => installed.has(each));
    const asks = new Map<string, string>();
    packages.set(key, { version: range, identity: range, asks });
    names.push([key, name]);
    for (const each of inner) asks.set(each, add(each, INSTALLED));
    return key;
  };
  const partOf = (manifest: PackageJson): Asker => ({
    asks: new Map([...rangesOf(manifest)].map(([name, range]) => [name, add(name, range)])),
  });
  const parts = new Map([...manifests].map(([directory, manifest]) => [directory, partOf(manifest)]));
  if (isInstalled) for (const name of installed.keys()) add(name, 'installed by others');
  return { packages, keys: keysByName(names), parts };
}

const INSTALLED = 'as installed';
