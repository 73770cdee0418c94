import { realpath, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { makeTemporaryDirectory } from '../temporary-directory.ts';
import { type CheckOut, checkOut } from './check-out.ts';
import { nameForProcess, removeLeftovers } from './leftovers.ts';
import type { Repository } from './repository.ts';

/** A commit that is checked out in a directory of its own, for a while. */
export interface Worktree {
  /** Absolute, without symbolic links. */
  readonly root: string;
  /** The directory that is made for it and goes with it, one above; nothing else is in it. */
  readonly surroundings: string;
  /** What could not be got. */
  readonly lacks: CheckOut;
  /** Removes it, with all traces in the repository. */
  remove(): Promise<void>;
}

const REMOVING = { recursive: true, force: true, maxRetries: 5 } as const;

/**
 * Checks a commit out in a temporary directory. It is removed by `remove`, or by whoever supervises once this process
 * has ended in whatever way; what earlier processes could not remove is removed first.
 * @throws {UsageError} with git's words where the commit cannot be checked out; where there is no temporary directory.
 */
export async function addWorktree(repository: Repository, commit: string): Promise<Worktree> {
  const { commonDirectory, supervision } = repository;
  await removeLeftovers(commonDirectory);
  const surroundings = await realpath(await makeTemporaryDirectory(nameForProcess(process.pid)));
  // Git names its own directory for a worktree after the worktree's: so both can be removed whatever happens from here.
  const name = basename(surroundings);
  const root = join(surroundings, name);
  const directories = [surroundings, join(commonDirectory, 'worktrees', name)];
  for (const directory of directories) supervision.watchDirectory(directory);
  const remove = async () => {
    for (const directory of directories) {
      await rm(directory, REMOVING);
      supervision.releaseDirectory(directory);
    }
  };
  try {
    return { root, surroundings, lacks: await checkOut(repository, commit, root), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
