import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
    const created = mkdirSync(directory, { recursive: true });
    if (created !== undefined) writeFileSync(join(directory, '.gitignore'), '*\n');
  } catch (error) {
    throw storeFailure(error, 'make the directory for baselines', directory);
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
