import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { connect, transaction, undo } from './connection.ts';
import type { SqliteDatabase, SqliteDriver } from './driver.ts';
import { suggestsDamage } from './failures.ts';
import { damagedName, renameDatabase, type StoreFiles } from './files.ts';
import { Queries } from './queries.ts';
import { type Salvage, salvage } from './salvage.ts';
import { migrate } from './schema.ts';

/**
 * Puts a fresh database, with all that can be saved, in the place of a damaged one, which is set aside and never
 * deleted. Nothing has moved where this fails. The directory must be locked.
 *
 * @param reason - what the damage was noticed by
 * @returns what a person must know
 */
export function repair(
  driver: SqliteDriver,
  files: StoreFiles,
  settings: { readonly busyTimeoutMs: number; readonly now: () => Date; readonly reason: string },
): string {
  const damaged = connect(driver, files.database, settings.busyTimeoutMs);
  try {
    lockOut(damaged);
    const saved = salvage(damaged);
    build(driver, files.rebuilding, saved);
    // Windows cannot rename an open file. Elsewhere the lock is held until other processes can see the new file, so
    // that none of them writes into the damaged one in between.
    if (process.platform === 'win32') damaged.close();
    const aside = damagedName(files, settings.now());
    renameDatabase(files.database, aside);
    renameDatabase(files.rebuilding, files.database);
    return describe(files, basename(aside), settings.reason, saved);
  } finally {
    closeQuietly(damaged);
  }
}

function lockOut(damaged: SqliteDatabase): void {
  try {
    damaged.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    // A file too damaged to be locked is too damaged to be written by others.
    if (!suggestsDamage(error)) throw error;
  }
}

function build(driver: SqliteDriver, path: string, { records }: Salvage): void {
  for (const suffix of ['', '-journal']) rmSync(path + suffix, { force: true });
  const fresh = connect(driver, path, 0);
  try {
    migrate(fresh);
    const queries = new Queries(fresh);
    transaction(fresh, () => {
      for (const record of records) queries.insert(record);
    });
  } finally {
    fresh.close();
  }
}

function closeQuietly(db: SqliteDatabase): void {
  undo(db);
  try {
    db.close();
  } catch {
    // Closed already, on Windows.
  }
}

function describe(files: StoreFiles, aside: string, reason: string, { records, lost }: Salvage): string {
  const losses = {
    none: 'none was lost',
    some: `${lost} could not be read`,
    unknown: 'how many could not be read cannot be known',
  };
  const loss = losses[lost === null ? 'unknown' : lost === 0 ? 'none' : 'some'];
  return (
    `The baselines in ${files.database} were damaged (${reason}). The damaged file was set aside as ${aside} in the ` +
    `same directory; ${records.length} of its runs were saved and ${loss}. Tests whose runs are missing need new runs, ` +
    'or a backup, before their gate is back at full strength.'
  );
}
