import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { parseWithin } from '../bounded-json.ts';
import { gitIn, namesIn } from './git.ts';
import { type DifferingPackage, differingAmong } from './locks/differing.ts';
import { type PackageJson, type PackageJsons, rangesOf } from './locks/lock.ts';
import { type Lockfile, readLocks, type TextOfBoth } from './locks/read-locks.ts';
import type { Repository } from './repository.ts';
import { isInPackages, type Trees } from './trees.ts';
import { usedPackages } from './used-packages.ts';

/** How the packages of each lockfile are installed. */
const INSTALLERS: Readonly<Record<string, string>> = {
  'package-lock.json': 'npm ci',
  'npm-shrinkwrap.json': 'npm ci',
  'yarn.lock': 'yarn install',
  'pnpm-lock.yaml': 'pnpm install --frozen-lockfile',
  'bun.lock': 'bun install --frozen-lockfile',
  'bun.lockb': 'bun install --frozen-lockfile',
};
// What decides about the packages that are installed; where there is a lockfile, it has the last word besides.
const FIELDS = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'bundleDependencies',
  'overrides',
  'resolutions',
  'workspaces',
  'pnpm',
] as const;

/** Why both sides may not share their packages. */
export interface DependencyDifference {
  /** The file that differs, relative to the tree. */
  readonly file: string;
  /** The command that installs what it asks for. */
  readonly installer: string;
  /** The packages that the package.json files beside the lockfiles ask for differently, sorted. */
  readonly packages: readonly string[];
  /**
   * Of the packages that these files were loaded from, or opened in, those that the base asks for otherwise.
   * @param files absolute, without symbolic links.
   * @returns null where it cannot be told.
   */
  among(files: readonly string[]): Promise<readonly DifferingPackage[] | null>;
  /** Packages that the base asks for otherwise than the present tree, which has none of them; with the base's range. */
  readonly lacking: ReadonlyMap<string, string>;
}

/**
 * Whether two check-outs need the same packages: the same lockfiles, and the same dependencies in the package.json files
 * beside them.
 * @param directories of the base where a package.json or a lockfile counts, relative to the tree.
 * @returns the first difference; null where there is none.
 */
export async function findDependencyDifference(
  repository: Repository,
  trees: Trees,
  directories: readonly string[],
): Promise<DependencyDifference | null> {
  const all = await readLockfiles(trees, directories);
  const isKept = await Promise.all(
    all.map(({ base, file }) => base !== null || isIgnored(repository, file).then((is) => !is)),
  );
  // One that is not kept in the repository says nothing about the base.
  const lockfiles = all.filter((_lockfile, i) => isKept[i]);
  const found = await findFile(trees, directories, { lockfiles, installer: INSTALLERS[all[0]?.name ?? ''] });
  if (found === null) return null;
  const manifests = {
    base: await readManifests(trees.base, repository),
    present: await readManifests(trees.present, repository),
  };
  const asked = new Set(
    [...manifests.base.values(), ...manifests.present.values()].flatMap((each) => [...rangesOf(each).keys()]),
  );
  return {
    ...found,
    packages: await differingPackages(trees, directories),
    async among(files) {
      const used = await usedPackages(files, trees, asked);
      const locks = readLocks({ lockfiles, manifests, directories }, used.installed);
      return locks?.flatMap((each) => differingAmong(used.names, each)) ?? null;
    },
    lacking: notInstalled(manifests, trees.present),
  };
}

async function differingPackages(trees: Trees, directories: readonly string[]): Promise<readonly string[]> {
  const names = new Set<string>();
  for (const directory of directories) {
    const { present, base } = await readBoth(posix.join(directory, 'package.json'), trees);
    const [here, there] = [rangesOf(parse(present)), rangesOf(parse(base))];
    for (const name of [...here.keys(), ...there.keys()]) if (here.get(name) !== there.get(name)) names.add(name);
  }
  return [...names].sort();
}

async function findFile(
  trees: Trees,
  directories: readonly string[],
  {
    lockfiles,
    installer = 'npm install',
  }: { readonly lockfiles: readonly Lockfile[]; readonly installer: string | undefined },
): Promise<Pick<DependencyDifference, 'file' | 'installer'> | null> {
  for (const { name, file, present, base } of lockfiles) {
    if (lockedBy(name, present) !== lockedBy(name, base)) return { file, installer: INSTALLERS[name]! };
  }
  for (const directory of directories) {
    const file = posix.join(directory, 'package.json');
    const { present, base } = await readBoth(file, trees);
    if (dependenciesOf(present) !== dependenciesOf(base)) return { file, installer };
  }
  return null;
}

/** Whether git leaves this path (relative to the tree) out, whether or not it exists. */
export async function isIgnored({ git }: Pick<Repository, 'git'>, path: string): Promise<boolean> {
  return (await git.ask('check-ignore', '--quiet', '--', path)).exitCode === 0;
}

async function readLockfiles(trees: Trees, directories: readonly string[]): Promise<readonly Lockfile[]> {
  const found: Lockfile[] = [];
  for (const directory of directories) {
    for (const name of Object.keys(INSTALLERS)) {
      const file = posix.join(directory, name);
      const both = await readBoth(file, trees);
      if (both.present !== null || both.base !== null) found.push({ name, file, ...both });
    }
  }
  return found;
}

async function readBoth(file: string, { present, base }: Trees): Promise<TextOfBoth> {
  const read = (root: string) => readFile(join(root, file), 'utf8').catch(() => null);
  return { present: await read(present), base: await read(base) };
}

async function readManifests(tree: string, { supervision }: Repository): Promise<PackageJsons> {
  const git = gitIn(tree, supervision);
  const names = namesIn(await git.tell('ls-files', '-z', '--', 'package.json', ':(glob)**/package.json'));
  const manifests = new Map<string, PackageJson>();
  for (const name of names.filter((each) => !isInPackages(each))) {
    const manifest = parse(await readFile(join(tree, name), 'utf8').catch(() => null));
    if (manifest !== null) manifests.set(posix.dirname(name) === '.' ? '' : posix.dirname(name), manifest);
  }
  return manifests;
}

function notInstalled(
  manifests: { readonly base: PackageJsons; readonly present: PackageJsons },
  present: string,
): ReadonlyMap<string, string> {
  const lacking = new Map<string, string>();
  for (const [directory, manifest] of manifests.base) {
    const here = rangesOf(manifests.present.get(directory));
    for (const [name, range] of rangesOf(manifest)) {
      if (here.get(name) !== range && !isFound(name, join(present, directory))) lacking.set(name, range);
    }
  }
  return lacking;
}

function isFound(name: string, directory: string): boolean {
  if (existsSync(join(directory, 'node_modules', name))) return true;
  return directory !== dirname(directory) && isFound(name, dirname(directory));
}

// npm notes the versions of the project's own packages as well; a release that changes nothing else needs no install.
function lockedBy(name: string, text: string | null): string | null {
  const lock = INSTALLERS[name] === 'npm ci' ? parse(text) : null;
  if (lock === null) return text;
  const packages = Object.entries(lock.packages ?? {}).map(([path, entry]) =>
    path.includes('node_modules/') ? [path, entry] : [path, { ...(entry as object), version: null }],
  );
  return JSON.stringify({ ...lock, version: null, packages });
}

function dependenciesOf(text: string | null): string {
  const description = parse(text) ?? {};
  return JSON.stringify(FIELDS.map((field) => sorted(description[field])));
}

function parse(text: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = parseWithin(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    // The package manager will complain better than we could.
    return null;
  }
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value ?? null;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
