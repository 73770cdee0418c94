import { constants, copyFileSync, linkSync, renameSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { lossesInWords } from '../losses.ts';
import { build } from './build.ts';
import { connect, undo } from './connection.ts';
import type { SqliteDatabase, SqliteDriver } from './driver.ts';
import { suggestsDamage } from './failures.ts';
import { damagedName, fileSize, moveCompanions, type StoreFiles } from './files.ts';
import { withMendedCopy } from './mend.ts';
import { type Losses, type Salvage, salvage } from './salvage.ts';

/** Bytes that a row takes at least: where more rows seem to be there, pages of a damaged file are met over and over. */
const SMALLEST_ROW = 8;
const NOTHING: Salvage = { records: [], lost: [], isComplete: false };

/** The result of a repair. */
export interface Repair extends Losses {
  /** What a person must know. */
  readonly message: string;
}

/**
 * Puts a fresh database, with all that can be saved, in the place of a damaged one, which is set aside and never
 * deleted. Nothing has moved where this fails. The directory must be locked.
 *
 * @param reason - what the damage was noticed by
 * @returns what a person must know, and what was lost
 */
export function repair(
  driver: SqliteDriver,
  files: StoreFiles,
  settings: { readonly busyTimeoutMs: number; readonly now: () => Date; readonly reason: string },
): Repair {
  const damaged = connect(driver, files.database, settings.busyTimeoutMs, { defensive: false });
  try {
    lockOut(damaged);
    const saved = salvageAll(driver, files, damaged);
    build(driver, files.rebuilding, saved.records);
    const aside = damagedName(files, settings.now());
    replace(damaged, files, aside);
    const list = listLosses(aside, saved);
    return { ...saved, message: describe(files, basename(aside), settings.reason, { ...saved, list }) };
  } finally {
    closeQuietly(damaged);
  }
}

function salvageAll(driver: SqliteDriver, files: StoreFiles, damaged: SqliteDatabase): Salvage {
  const mostRows = Math.ceil((fileSize(files.database) ?? 0) / SMALLEST_ROW);
  const saved = salvage(damaged, mostRows);
  const isEnough = saved !== null && (saved.records.length > 0 || (saved.lost.length === 0 && saved.isComplete));
  if (isEnough) return saved;
  return withMendedCopy(driver, files, (copy) => salvage(copy, mostRows)) ?? NOTHING;
}

/** Writes down every run that was lost, beside the damaged file. @returns the name of the list; null where there is none. */
function listLosses(aside: string, { lost, isComplete }: Losses): string | null {
  if (lost.length === 0) return null;
  const path = aside.replace(/sqlite$/, 'lost.json');
  try {
    writeFileSync(path, `${JSON.stringify({ isComplete, lost }, null, 1)}\n`, { flag: 'wx' });
    return basename(path);
  } catch {
    // The message has the most of it, and names no list.
    return null;
  }
}

/** At no moment is there no file of that name: a process that is killed here leaves the old one or the new one. */
function replace(damaged: SqliteDatabase, files: StoreFiles, aside: string): void {
  // Windows cannot replace an open file. Elsewhere the lock is held meanwhile, so that no other process writes into the
  // damaged one: each of them looks for another file once it has the lock.
  if (process.platform === 'win32') closeQuietly(damaged);
  nameAlso(files.database, aside);
  moveCompanions(files.database, aside);
  renameSync(files.rebuilding, files.database);
}

function nameAlso(path: string, name: string): void {
  try {
    linkSync(path, name);
  } catch {
    // Not every file system has second names.
    copyFileSync(path, name, constants.COPYFILE_EXCL);
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

function closeQuietly(db: SqliteDatabase): void {
  undo(db);
  try {
    db.close();
  } catch {
    // Closed already.
  }
}

function describe(
  files: StoreFiles,
  aside: string,
  reason: string,
  { records, lost, isComplete, list }: Salvage & { readonly list: string | null },
): string {
  return (
    `The baselines in ${files.database} were damaged (${reason}). The damaged file was set aside as ${aside} in the ` +
    `same directory; ${records.length} of its runs were saved and ${loss({ lost, isComplete })}` +
    `${list === null ? '' : ` Each of them is listed in ${list}.`} Tests whose runs are missing need new runs, ` +
    'or a backup, before their gate is back at full strength.'
  );
}

function loss({ lost, isComplete }: Losses): string {
  if (lost.length === 0) return isComplete ? 'none was lost.' : 'how many could not be read cannot be known.';
  const known = `${lost.length} could not be read: ${lossesInWords(lost)}.`;
  return isComplete ? known : `at least ${known} How many more there were cannot be known.`;
}
