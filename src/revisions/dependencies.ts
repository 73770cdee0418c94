import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Repository } from './repository.ts';
import type { Trees } from './trees.ts';

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

/** Why both sides cannot share their packages. */
export interface DependencyDifference {
  /** The file that differs, relative to the tree. */
  readonly file: string;
  /** The command that installs what it asks for. */
  readonly installer: string;
  /** The packages that the package.json files beside the lockfiles ask for differently, sorted. */
  readonly packages: readonly string[];
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
  const found = await findFile(repository, trees, directories);
  return found && { ...found, packages: await differingPackages(trees, directories) };
}

async function differingPackages(trees: Trees, directories: readonly string[]): Promise<readonly string[]> {
  const names = new Set<string>();
  for (const directory of directories) {
    const { present, base } = await readBoth(posix.join(directory, 'package.json'), trees);
    const [here, there] = [rangesOf(present), rangesOf(base)];
    for (const name of [...here.keys(), ...there.keys()]) if (here.get(name) !== there.get(name)) names.add(name);
  }
  return [...names].sort();
}

function rangesOf(text: string | null): ReadonlyMap<string, unknown> {
  const description = parse(text) ?? {};
  const fields = ['devDependencies', 'peerDependencies', 'optionalDependencies', 'dependencies'];
  return new Map(fields.flatMap((field) => Object.entries(description[field] ?? {})));
}

async function findFile(
  repository: Repository,
  trees: Trees,
  directories: readonly string[],
): Promise<Omit<DependencyDifference, 'packages'> | null> {
  const lockfiles = await readLockfiles(trees, directories);
  for (const { name, file, present, base } of lockfiles) {
    if (lockedBy(name, present) === lockedBy(name, base)) continue;
    // A lockfile that is not kept in the repository says nothing about the base.
    const isUnknown = base === null && (await isIgnored(repository, file));
    if (!isUnknown) return { file, installer: INSTALLERS[name]! };
  }
  for (const directory of directories) {
    const file = posix.join(directory, 'package.json');
    const { present, base } = await readBoth(file, trees);
    const installer = INSTALLERS[lockfiles[0]?.name ?? ''] ?? 'npm install';
    if (dependenciesOf(present) !== dependenciesOf(base)) return { file, installer };
  }
  return null;
}

/** Whether git leaves this path (relative to the tree) out, whether or not it exists. */
export async function isIgnored({ git }: Pick<Repository, 'git'>, path: string): Promise<boolean> {
  return (await git.ask('check-ignore', '--quiet', '--', path)).exitCode === 0;
}

interface BothSides {
  /** Null where there is none. */
  readonly present: string | null;
  readonly base: string | null;
}

async function readLockfiles(trees: Trees, directories: readonly string[]) {
  const found: (BothSides & { readonly name: string; readonly file: string })[] = [];
  for (const directory of directories) {
    for (const name of Object.keys(INSTALLERS)) {
      const file = posix.join(directory, name);
      const both = await readBoth(file, trees);
      if (both.present !== null || both.base !== null) found.push({ name, file, ...both });
    }
  }
  return found;
}

async function readBoth(file: string, { present, base }: Trees): Promise<BothSides> {
  const read = (root: string) => readFile(join(root, file), 'utf8').catch(() => null);
  return { present: await read(present), base: await read(base) };
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
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    // Whoever installs from it will complain better than we could.
    return null;
  }
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value ?? null;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
