import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isLeftOver, isOld, ownerOfName } from '../files/leftovers.ts';
import { isGone } from '../files/owner.ts';
import { removeTree } from '../files/remove-tree.ts';
import { makeTemporaryDirectory } from '../files/temporary-directory.ts';
import { type CheckOut, checkOut } from './check-out.ts';
import { type CheckOutPlace, findPlace } from './place.ts';
import type { Repository } from './repository.ts';

/** A commit that is checked out in a directory of its own, for a while. */
export interface Worktree {
  /** Absolute, without symbolic links. */
  readonly root: string;
  /** The directory that is made for it and goes with it, one above; nothing else is in it. */
  readonly surroundings: string;
  /** As {@link CheckOutPlace.guard}. */
  readonly guard: CheckOutPlace['guard'];
  /** What could not be got. */
  readonly lacks: CheckOut;
  /** Removes it, with all traces in the repository. */
  remove(): Promise<void>;
}

/**
 * Checks a commit out in a temporary directory. It is removed by `remove`, or by the supervisor once this process
 * has ended in whatever way; what earlier processes could not remove is removed first.
 * @throws {UsageError} with git's words where the commit cannot be checked out; where there is no temporary directory, or one
 *   that would not be the base's alone.
 */
export async function addWorktree(repository: Repository, commit: string): Promise<Worktree> {
  const { commonDirectory, supervision } = repository;
  await removeLeftWorktrees(commonDirectory);
  const { directory, guard } = findPlace(repository.root);
  guard();
  const temporary = await makeTemporaryDirectory(supervision, directory);
  const surroundings = temporary.path;
  // Git names its own directory for a worktree after the worktree's: so both can be removed whatever happens from here.
  const name = basename(surroundings);
  const root = join(surroundings, name);
  const administration = join(commonDirectory, 'worktrees', name);
  supervision.watchDirectory(administration);
  const remove = async () => {
    await temporary.remove();
    await removeTree(administration);
    supervision.releaseDirectory(administration);
  };
  try {
    return { root, surroundings, lacks: await checkOut(repository, commit, root), guard, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * Removes the worktrees of processes that have ended: those that were killed together with the process that should have removed
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
