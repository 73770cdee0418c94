import { posix } from 'node:path';
import { readBunLock } from './bun-lock.ts';
import type { Locks } from './differing.ts';
import type { Lock, PackageJson, PackageJsons } from './lock.ts';
import { readNpmLock } from './npm-lock.ts';
import { readPnpmLock } from './pnpm-lock.ts';
import { lockOfRanges } from './ranges.ts';
import { readYarnLock } from './yarn-lock.ts';

/** A file of both sides. */
export interface TextOfBoth {
  /** Its text; null where there is none. */
  readonly present: string | null;
  readonly base: string | null;
}

/** A lockfile of both sides. */
export interface Lockfile extends TextOfBoth {
  readonly name: string;
  /** Relative to the tree. */
  readonly file: string;
}

/** What decides about packages on both sides. */
export interface Deciding {
  readonly lockfiles: readonly Lockfile[];
  /** All package.json files, by their directories, relative to the tree. */
  readonly manifests: { readonly base: PackageJsons; readonly present: PackageJsons };
  /** Directories where packages are installed, relative to the tree. */
  readonly directories: readonly string[];
}

const READERS: Readonly<Record<string, (text: string, manifests: PackageJsons) => Lock>> = {
  'package-lock.json': readNpmLock,
  'npm-shrinkwrap.json': readNpmLock,
  'yarn.lock': readYarnLock,
  'pnpm-lock.yaml': readPnpmLock,
  'bun.lock': readBunLock,
};

/** What a part of the repository asks for besides ranges, which decides where nothing is locked. */
const REPLACING = ['overrides', 'resolutions', 'pnpm'];

/**
 * Reads what decides about the packages of both sides: lockfiles, and the package.json files of directories that none of
 * them speaks for.
 * @param installed the packages that are loaded, as they are installed, by name.
 * @returns null where it cannot be read, or only one side has it.
 */
export function readLocks(
  { lockfiles, manifests, directories }: Deciding,
  installed: ReadonlyMap<string, PackageJson>,
): readonly Locks[] | null {
  try {
    const locks: Locks[] = [];
    let open = directories;
    for (const [home, files] of byDirectory(lockfiles.filter(({ base }) => base !== null))) {
      const kinds = files.filter(({ present }) => present !== null);
      if (kinds.length === 0) return null;
      const found = kinds.map(({ name, base, present }) => ({
        base: READERS[name]!(base!, below(home, manifests.base)),
        present: READERS[name]!(present!, below(home, manifests.present)),
      }));
      locks.push(...found);
      open = open.filter((directory) => !found.every((each) => speaksFor(each, home, directory)));
    }
    if (open.length === 0) return locks;
    const those = (all: PackageJsons) => new Map([...all].filter(([directory]) => open.includes(directory)));
    const [base, present] = [those(manifests.base), those(manifests.present)];
    if (replacements(base) !== replacements(present)) return null;
    return [...locks, { base: lockOfRanges(base, installed, false), present: lockOfRanges(present, installed, true) }];
  } catch {
    // A form that is not known here, or that cannot be read.
    return null;
  }
}

function byDirectory(lockfiles: readonly Lockfile[]): ReadonlyMap<string, readonly Lockfile[]> {
  const directories = new Map<string, Lockfile[]>();
  for (const lockfile of lockfiles) {
    const directory = posix.dirname(lockfile.file);
    directories.set(directory, [...(directories.get(directory) ?? []), lockfile]);
  }
  return directories;
}

function below(home: string, manifests: PackageJsons): PackageJsons {
  const inside = [...manifests].flatMap(([directory, manifest]) => {
    const way = posix.relative(home, directory);
    return way.startsWith('..') ? [] : [[way, manifest] as const];
  });
  return new Map(inside);
}

function speaksFor({ base, present }: Locks, home: string, directory: string): boolean {
  const way = posix.relative(home, directory);
  return way === '' || (base.parts.has(way) && present.parts.has(way));
}

function replacements(manifests: PackageJsons): string {
  const parts = [...manifests].sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(parts.map(([, manifest]) => REPLACING.map((field) => manifest[field] ?? null)));
}
