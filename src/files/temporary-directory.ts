import { realpathSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import { beginningOfNames, removeLeftovers } from './leftovers.ts';
import { removeTree } from './remove-tree.ts';
import { userCacheDirectory } from './user-cache.ts';

const NO_ROOM: readonly string[] = ['ENOSPC', 'EDQUOT'];

/** Removes directories if this process ends before it has done so itself. */
export interface DirectoryWatch {
  /** A directory, to be removed if this process ends before `releaseDirectory`. Absolute. */
  watchDirectory(path: string): void;
  releaseDirectory(path: string): void;
}

/** A temporary directory that only this user may enter. */
export interface TemporaryDirectory {
  /** Absolute, without symbolic links. */
  readonly path: string;
  /** Removes it with all that is in it. */
  remove(): Promise<void>;
}

/**
 * Makes a directory for a while, and removes what processes that have ended left where such directories are. Whoever asked
 * for it removes it; if this process is killed, `watch` does, and if that is killed as well, the next one that makes such a directory.
 *
 * @param parent where; default: the operating system's directory for such things.
 * @throws {UsageError} where it cannot be made: no room, no such directory, no right to write there.
 */
export async function makeTemporaryDirectory(
  watch: DirectoryWatch,
  parent: string = tmpdir(),
): Promise<TemporaryDirectory> {
  for (const place of new Set([parent, tmpdir(), userCacheDirectory(process.platform, process.env)])) {
    if (place !== null) await removeLeftovers(place);
  }
  const path = await make(parent);
  watch.watchDirectory(path);
  return {
    path,
    async remove() {
      await removeTree(path);
      watch.releaseDirectory(path);
    },
  };
}

async function make(parent: string): Promise<string> {
  try {
    // Mode 0700, and a name that cannot be predicted.
    return realpathSync(await mkdtemp(join(parent, beginningOfNames())));
  } catch (thrown) {
    const cause = thrown as NodeJS.ErrnoException;
    throw new UsageError(
      `The temporary directory ${parent} cannot be used: ${cause.message}. ${adviceOn(cause)} Nothing was measured.`,
      { data: { path: parent }, cause },
    );
  }
}

function adviceOn({ code = '' }: NodeJS.ErrnoException): string {
  const variable = process.platform === 'win32' ? 'TEMP' : 'TMPDIR';
  return NO_ROOM.includes(code)
    ? `It is full: free some space, or set the variable ${variable} to a directory that has some.`
    : `Set the variable ${variable} to a directory that exists, and that this user can write to.`;
}
