import { existing } from './exists.ts';
import type { Manifest } from './manifest.ts';

const NAMES = ['npm', 'pnpm', 'yarn', 'bun'] as const;

/** What installs a project's packages. */
export interface PackageManager {
  readonly name: (typeof NAMES)[number];
  /** The first number of its version; null where nothing says it. */
  readonly major: number | null;
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
  // Yarn 2 and later keep their settings in a file that Yarn 1 does not know.
  const isBerry = name === 'yarn' && (await existing(directory, ['.yarnrc.yml'])).length > 0;
  const yarnMajor = isBerry ? 2 : 1;
  const besides = other === undefined ? '' : `; there is ${other} as well`;
  return { name, major: name === 'yarn' ? yarnMajor : null, isPinned: false, evidence: `${file}${besides}` };
}

/** `pnpm@9.1.0`, `yarn@^4`, `npm/10.2.0` */
function parse(text: string): Pick<PackageManager, 'name' | 'major'> | null {
  const [, word, major] = /^(\w+)(?:[@/]\D*(\d+))?/.exec(text) ?? [];
  const name = NAMES.find((known) => known === word);
  if (name === undefined) return null;
  return { name, major: major === undefined ? null : Number(major) };
}
