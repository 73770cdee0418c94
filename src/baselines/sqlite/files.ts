import { existsSync, lstatSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from '../../errors.ts';
import { makeDirectory } from '../../files/make-directory.ts';
import { storeFailure } from './failures.ts';

/** Where a store keeps its files. */
export interface StoreFiles {
  readonly directory: string;
  /** The one file that holds everything: what a CI cache has to keep. */
  readonly database: string;
  /** Empty; locked while the database is being made or repaired. */
  readonly lock: string;
  /** Where a repaired database is put together, until it takes the place of the damaged one. */
  readonly rebuilding: string;
  /** A copy of a damaged database, to be mended before it is read. */
  readonly mending: string;
}

/** SQLite's own companions of a database file; they belong to it by name. */
const COMPANIONS = ['-journal', '-wal', '-shm'];

export function storeFiles(directory: string): StoreFiles {
  return {
    directory,
    database: join(directory, 'baselines.sqlite'),
    lock: join(directory, 'baselines.lock'),
    rebuilding: join(directory, 'baselines.rebuilding.sqlite'),
    mending: join(directory, 'baselines.mending.sqlite'),
  };
}

/**
 * Makes sure that the directory is there. One that is made here gets a `.gitignore` that keeps it out of version
 * control: baselines belong to machines, and a database file cannot be merged. Take that file away to commit them.
 *
 * @throws StoreError where the directory cannot be made
 */
export function prepareDirectory({ directory }: StoreFiles): void {
  try {
    if (makeDirectory(directory) !== null) writeFileSync(join(directory, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (error) {
    throw storeFailure(error, 'make the directory for baselines', directory);
  }
}

/**
 * Makes sure that what is opened is in the directory: a link there may be the work of whoever made a repository, and lead to
 * any file of the user's. The directory itself may be one.
 *
 * @throws StoreError where a file of the store is a link
 */
export function refuseLinks({ directory, database, lock }: StoreFiles): void {
  for (const path of [database, lock]) {
    if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) continue;
    throw new StoreError(
      `${path} is a link, and baselines are neither read nor written through one. Put the file itself there, or choose ` +
        `the directory that it is in as the cache directory in place of ${directory}.`,
      { data: { path } },
    );
  }
}

/** Whether there is a store in a directory; where that cannot be told, opening it says why. */
export function hasStore(directory: string): boolean {
  try {
    statSync(storeFiles(directory).database);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

/** Tells a file from another one that has taken its name; null where there is none. */
export function fileIdentity(path: string): string | null {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.dev}:${stat.ino}`;
}

/** Size in bytes; null where there is no such file. */
export function fileSize(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}

/** A name for a damaged database that nothing has yet. */
export function damagedName({ directory }: StoreFiles, now: Date): string {
  const stem = join(directory, `baselines.damaged-${now.toISOString().replaceAll(/[:.]/g, '-')}`);
  let path = `${stem}.sqlite`;
  for (let number = 2; existsSync(path); number++) path = `${stem}-${number}.sqlite`;
  return path;
}

/** Makes the companions of one database those of another: a journal left behind would be played into the next one. */
export function moveCompanions(from: string, to: string): void {
  for (const suffix of COMPANIONS) {
    if (existsSync(from + suffix)) renameSync(from + suffix, to + suffix);
  }
}

/** Removes a database that only this process knows of, with its companions; it may not be there. */
export function removeDatabase(path: string): void {
  for (const suffix of ['', ...COMPANIONS]) rmSync(path + suffix, { force: true });
}
