import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isLeftOver, isOld, ownerOfName } from '../files/leftovers.ts';
import { isGone } from '../files/owner.ts';
import { removeTree } from '../files/remove-tree.ts';

/**
 * Removes the worktrees of processes that are no more: those that were killed together with whoever should have removed
 * them. Other worktrees, also stale ones, are none of ours.
 *
 * Source of the layout: gitrepository-layout(5).
 * @param commonDirectory of the repository, absolute.
 */
export async function removeLeftWorktrees(commonDirectory: string): Promise<void> {
  const worktrees = join(commonDirectory, 'worktrees');
  for (const name of await readdir(worktrees).catch(() => [])) {
    const administration = join(worktrees, name);
    if (!(await isLeft(administration))) continue;
    const surroundings = await surroundingsOf(administration);
    if (surroundings !== null) await removeTree(surroundings);
    await removeTree(administration);
  }
}

async function isLeft(administration: string): Promise<boolean> {
  const owner = ownerOfName(basename(administration));
  if (owner === null) return false;
  const surroundings = await surroundingsOf(administration);
  if (surroundings !== null && existsSync(surroundings)) return isLeftOver(surroundings);
  const hasEnded = isGone(owner);
  // Git writes down where it is in the end.
  if (hasEnded === false) return surroundings !== null;
  // Another machine's, or container's, may well be where this one cannot see it.
  return hasEnded ?? isOld(await stat(administration));
}

// Read back from git's own note, and only believed where it has the name that was given to it.
async function surroundingsOf(administration: string): Promise<string | null> {
  const gitFile = await readFile(join(administration, 'gitdir'), 'utf8').catch(() => '');
  const surroundings = dirname(dirname(gitFile.trim()));
  return basename(surroundings) === basename(administration) ? surroundings : null;
}
