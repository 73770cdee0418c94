import { lstatSync, type Stats } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readMilliseconds, timeOfDay } from '../real-time.ts';
import { isGone, nameOfOwner, OWNER_PATTERN, type Owner, ownerFrom, thisOwner } from './owner.ts';
import { removeTree } from './remove-tree.ts';

// What `mkdtemp` makes of the beginning below.
const NAME = new RegExp(`^evenkeel-${OWNER_PATTERN}-\\w{6}$`);
// Milliseconds after which no further leftover is begun with: the next start goes on.
const TIME_LIMIT = 2000;
// What runs on another machine that shares the directory is unknown. No run takes as long as this; milliseconds.
const OLD = 7 * 24 * 60 * 60 * 1000;

/** How the names of what a process makes for a while begin. */
export function beginningOfNames(owner: Owner = thisOwner()): string {
  return `evenkeel-${nameOfOwner(owner)}-`;
}

/** Whose temporary directory has this name; null where it is none of evenkeel's. */
export function ownerOfName(name: string): Owner | null {
  const groups = NAME.exec(name)?.slice(1);
  return groups === undefined ? null : ownerFrom(groups);
}

/**
 * Removes what processes that have ended left in a directory: those that were killed together with the process that should have
 * removed it. Only directories that have such a name and belong to this user; links are not followed.
 */
export async function removeLeftovers(parent: string): Promise<void> {
  const start = readMilliseconds();
  for (const name of await readdir(parent).catch(() => [])) {
    if (readMilliseconds() - start > TIME_LIMIT) return;
    const path = join(parent, name);
    if (isLeftOver(path)) await removeLeftover(path);
  }
}

/** Whether a directory was left behind by a process that has ended. */
export function isLeftOver(path: string): boolean {
  const owner = ownerOfName(basename(path));
  if (owner === null) return false;
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory() || !isOurs(stats)) return false;
  return isGone(owner) ?? isOld(stats);
}

/** Whether something was last changed so long ago that no process works with it, whichever machine that is on. */
export function isOld({ mtimeMs }: Stats): boolean {
  return timeOfDay() - mtimeMs > OLD;
}

/** Removes a directory that was left behind, and git's own directory for the check-out that is in it. */
async function removeLeftover(path: string): Promise<void> {
  const administration = await administrationOf(path);
  try {
    await removeTree(path);
    if (administration !== null) await removeTree(administration);
  } catch {
    // Left to a process that may remove it.
  }
}

/**
 * Where git notes what it knows of the check-out in a temporary directory, which is called as that is; null where there is
 * none. Source: gitrepository-layout(5).
 */
async function administrationOf(path: string): Promise<string | null> {
  const name = basename(path);
  const text = await readFile(join(path, name, '.git'), 'utf8').catch(() => '');
  const administration = /^gitdir: (.+)$/m.exec(text)?.[1] ?? '';
  // The code that was checked out may have written there what it likes; a name that nothing else has keeps it harmless.
  const isIt = basename(administration) === name && basename(dirname(administration)) === 'worktrees';
  return isIt ? administration : null;
}

function isOurs({ uid }: Stats): boolean {
  return process.geteuid === undefined || uid === process.geteuid();
}
