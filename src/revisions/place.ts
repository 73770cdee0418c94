import { accessSync, constants, lstatSync, realpathSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UsageError } from '../errors.ts';
import { makeDirectory } from '../files/make-directory.ts';
import { userCacheDirectory } from '../files/user-cache.ts';
import { isInPackages, pathWithin } from './trees.ts';

/** Where revisions are checked out. */
export interface CheckOutPlace {
  /** Absolute. */
  readonly directory: string;
  /**
   * Makes sure that nothing lies above it that code there would find and the present tree's does not. To be called before such
   * code runs: where others may write above it, there may be something at any time.
   * @throws {UsageError} that says what there is.
   */
  readonly guard: () => void;
}

/**
 * Chooses where to check revisions of a repository out: outside of it, because they would find the packages of the present tree,
 * and where no other user can put packages above them. That is the operating system's directory for temporary files where only
 * this user can write to it and to those above it, or else the user's directory for caches. Where neither is private, it is
 * the former, under guard.
 * @param root of the present tree, absolute and without links.
 */
export function findPlace(root: string): CheckOutPlace {
  const temporary = realOf(tmpdir());
  for (const directory of [temporary, ofUser()]) {
    if (
      directory !== null &&
      !canOthersAdd(directory) &&
      !isInPackages(directory) &&
      planted(directory, root) === null
    ) {
      return { directory, guard: () => undefined };
    }
  }
  const directory = temporary ?? tmpdir();
  return {
    directory,
    guard() {
      const found = planted(directory, root);
      if (found !== null) throw notAlone(found, directory);
    },
  };
}

function ofUser(): string | null {
  const directory = userCacheDirectory(process.platform, process.env);
  if (directory === null) return null;
  try {
    makeDirectory(directory, 0o700);
    accessSync(directory, constants.W_OK);
  } catch {
    return null;
  }
  return realOf(directory);
}

function realOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

/** Whether other users can make something in a directory, or in one above it. */
function canOthersAdd(directory: string): boolean {
  // On Windows, what is in a profile is its user's, and modes say nothing.
  if (process.geteuid === undefined) return pathWithin(homedir(), directory) === null;
  for (const above of withThoseAbove(directory).reverse()) {
    const { mode, uid } = statSync(above);
    if (isForeign(uid) || (mode & 0o022) !== 0) return true;
    // Other users may not enter, nor reach what is below.
    if ((mode & 0o011) === 0) return false;
  }
  return false;
}

const PACKAGES = 'node_modules';
// What Node and package managers look for upwards, some of it to run it. Of these, a user's own were always there.
const FOUND_UPWARDS: readonly string[] = [
  'package.json',
  '.pnp.cjs',
  '.pnp.loader.mjs',
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  'pnpm-workspace.yaml',
];

/** What code in a directory would find there or further up, and that of the present tree does not; null for nothing. */
function planted(directory: string, root: string): string | null {
  for (const above of withThoseAbove(directory)) {
    if (pathWithin(above, dirname(root)) !== null) continue;
    const isThere = (name: string) => ownerOf(join(above, name)) !== null;
    const found = isThere(PACKAGES) ? PACKAGES : FOUND_UPWARDS.find((name) => isForeign(ownerOf(join(above, name))));
    if (found !== undefined) return join(above, found);
  }
  return null;
}

function withThoseAbove(directory: string): string[] {
  const all = [directory];
  for (let above = directory; above !== dirname(above); all.push(above)) above = dirname(above);
  return all;
}

function ownerOf(path: string): number | null {
  return lstatSync(path, { throwIfNoEntry: false })?.uid ?? null;
}

function isForeign(uid: number | null): boolean {
  return uid !== null && uid !== 0 && uid !== process.geteuid?.();
}

function notAlone(found: string, directory: string): UsageError {
  const variable = process.platform === 'win32' ? 'TEMP' : 'TMPDIR';
  return new UsageError(
    `Nothing is checked out in ${directory}: code there would find ${found}, which the present tree's does not, and others may have put it there. Remove it if it is yours. Otherwise set the variable ${variable} or XDG_CACHE_HOME to a directory outside of the repository. Only this user may be able to write to it and to those above it.`,
    { data: { path: found, directory } },
  );
}
