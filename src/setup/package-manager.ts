import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { existing } from './existing-files.ts';
import type { Manifest } from './manifest.ts';

const NAMES = ['npm', 'pnpm', 'yarn', 'bun'] as const;

/** What installs a project's packages. */
export interface PackageManager {
  readonly name: (typeof NAMES)[number];
  /** The first number of its version; null where nothing says it. */
  readonly major: number | null;
  /** Whether `major` is only the lowest that it can be. */
  readonly isLowest?: boolean;
  /** Whether the field `packageManager` pins it, which Corepack and the set-up actions read. */
  readonly isPinned: boolean;
  /** What it was told by. */
  readonly evidence: string;
}

const LOCKFILES: readonly (readonly [file: string, name: PackageManager['name']])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

/**
 * Tells the package manager by, in this order: the field `packageManager` (or `devEngines.packageManager`), lockfiles and
 * files of its own, what started this command (`npx`, `pnpm exec`, …); npm where nothing tells.
 *
 * @param places the manifests of the package and of the root of its workspaces, the nearest first.
 * @param userAgent `npm_config_user_agent`, which every package manager sets for what it starts.
 */
export async function findPackageManager(
  places: readonly Manifest[],
  userAgent: string | undefined,
): Promise<PackageManager> {
  for (const { packageManager, devPackageManager } of places) {
    const pinned = parse(packageManager ?? '');
    if (pinned !== null) return { ...pinned, isPinned: true, evidence: 'packageManager in package.json' };
    const declared = parse(devPackageManager ?? '');
    if (declared !== null) return { ...declared, isPinned: false, evidence: 'devEngines in package.json' };
  }
  for (const { directory } of places) {
    const found = await byFiles(directory);
    if (found !== null) return found;
  }
  const caller = parse((userAgent ?? '').split(' ')[0] ?? '');
  if (caller !== null) return { ...caller, isPinned: false, evidence: 'it started this command' };
  return { name: 'npm', major: null, isPinned: false, evidence: 'nothing says otherwise' };
}

async function byFiles(directory: string): Promise<PackageManager | null> {
  const locks = await existing(
    directory,
    LOCKFILES.map(([file]) => file),
  );
  const [file, other] = locks;
  if (file === undefined) return null;
  const name = LOCKFILES.find(([lock]) => lock === file)![1];
  const besides = other === undefined ? '' : `; there is ${other} as well`;
  if (name !== 'yarn') return { name, major: null, isPinned: false, evidence: `${file}${besides}` };
  return { name, isPinned: false, ...(await yarnOf(directory, `${file}${besides}`)) };
}

// From Yarn 4 on.
const NEWEST_LOCKFILE = 8;

/** Yarn 2 and later have settings that Yarn 1 does not know, and a lockfile that says which format it has. */
async function yarnOf(
  directory: string,
  evidence: string,
): Promise<Pick<PackageManager, 'major' | 'isLowest' | 'evidence'>> {
  const read = (file: string) => readFile(join(directory, file), 'utf8').catch(() => null);
  const [lock, settings] = await Promise.all([read('yarn.lock'), read('.yarnrc.yml')]);
  const path = /^yarnPath:.*\byarn-(\d+)\./m.exec(settings ?? '')?.[1];
  if (path !== undefined) return { major: Number(path), evidence: 'yarnPath in .yarnrc.yml' };
  const format = /^__metadata:\s+version: (\d+)/m.exec(lock ?? '')?.[1];
  if (Number(format) >= NEWEST_LOCKFILE) return { major: 4, evidence };
  if (format === undefined && settings === null) return { major: 1, evidence };
  return { major: 2, isLowest: true, evidence };
}

/** `pnpm@9.1.0`, `yarn@^4`, `npm/10.2.0` */
function parse(text: string): Pick<PackageManager, 'name' | 'major'> | null {
  const [, word, major] = /^(\w+)(?:[@/]\D*(\d+))?/.exec(text) ?? [];
  const name = NAMES.find((known) => known === word);
  if (name === undefined) return null;
  return { name, major: major === undefined ? null : Number(major) };
}
