import { renameSync } from 'node:fs';
import { StoreError } from '../../errors.ts';
import { build } from './build.ts';
import { connect, undo } from './connection.ts';
import type { SqliteDatabase, SqliteDriver } from './driver.ts';
import { storeFailure } from './failures.ts';
import { fileIdentity, fileSize, refuseLinks, removeDatabase, type StoreFiles } from './files.ts';
import { type Condition, inspect } from './inspect.ts';
import { repair } from './repair.ts';
import type { Losses } from './salvage.ts';
import { MIGRATIONS, migrate } from './schema.ts';

/** What opening needs to know. */
export interface OpenSettings {
  readonly driver: SqliteDriver;
  readonly files: StoreFiles;
  readonly busyTimeoutMs: number;
  readonly now: () => Date;
}

/** An open, sound database of the newest schema. */
export interface OpenedDatabase {
  readonly db: SqliteDatabase;
  /** `fileIdentity` of the file that is open, which may not be the one that has its name any more. */
  readonly identity: string | null;
  /** What a person must know about how it came to be open. */
  readonly warnings: readonly string[];
  /** What was lost on the way. */
  readonly losses: Losses;
}

/** Ten thousand tests of thirty runs take a third of it; bytes. Looking a file over takes time with its size. */
const LARGEST_FILE = 256 * 2 ** 20;

const NO_LOSSES: Losses = { lost: [], isComplete: true };

/**
 * Opens the database of a store: makes it where there is none, migrates an older one, repairs a damaged one.
 *
 * @throws StoreError where the file is a link, belongs to another application or to a newer version of evenkeel, or is larger
 * than any store; it is not touched
 * @throws what SQLite and the file system throw
 */
export function openDatabase(settings: OpenSettings): OpenedDatabase {
  refuseLinks(settings.files);
  const identity = fileIdentity(settings.files.database);
  if (fileSize(settings.files.database)) {
    // A sound database needs no lock, so that one in a directory that cannot be written can be read.
    const { db, condition } = look(settings);
    if (condition.state === 'sound') return { db, identity, warnings: [], losses: NO_LOSSES };
    db.close();
  }
  return withLock(settings, () => makeSound(settings));
}

function makeSound(settings: OpenSettings): OpenedDatabase {
  const { driver, files, busyTimeoutMs } = settings;
  if (fileSize(files.database) === null) begin(driver, files);
  const warnings = fileSize(files.database) === 0 ? [emptied(files.database)] : [];
  const { db, condition } = look(settings);
  if (condition.state === 'damaged') {
    db.close();
    const { message, ...losses } = repair(driver, files, { ...settings, reason: condition.reason });
    const repaired = connect(driver, files.database, busyTimeoutMs);
    return { db: repaired, identity: fileIdentity(files.database), warnings: [...warnings, message], losses };
  }
  if (condition.state !== 'sound') closingOnError(db, () => migrate(db));
  // An emptied file does not tell what was in it.
  const losses = { lost: [], isComplete: warnings.length === 0 };
  return { db, identity: fileIdentity(files.database), warnings, losses };
}

/** Puts a new store where there is none, whole. */
function begin(driver: SqliteDriver, files: StoreFiles): void {
  build(driver, files.rebuilding, []);
  // A journal without its database would be played into the new one.
  removeDatabase(files.database);
  renameSync(files.rebuilding, files.database);
}

/** Opens the file, and refuses one that is not for this version to touch. */
function look(settings: OpenSettings): { readonly db: SqliteDatabase; readonly condition: Condition } {
  const { driver, files, busyTimeoutMs } = settings;
  if ((fileSize(files.database) ?? 0) > LARGEST_FILE) throw tooLarge(files);
  const db = connect(driver, files.database, busyTimeoutMs);
  return closingOnError(db, () => {
    const condition = inspect(driver, db);
    if (condition.state === 'foreign') throw foreign(files);
    if (condition.state === 'newer') throw newer(files, condition.version);
    // In WAL mode the newest runs would stay outside the one file that a CI cache keeps.
    if (condition.state === 'sound') db.exec('PRAGMA journal_mode = DELETE');
    return { db, condition };
  });
}

/** Runs `work` while no other process makes or repairs the database; the lock ends with the process, however it ends. */
function withLock<T>({ driver, files, busyTimeoutMs }: OpenSettings, work: () => T): T {
  const lock = lockFile(driver, files.lock, busyTimeoutMs);
  try {
    return work();
  } finally {
    undo(lock);
    lock.close();
  }
}

function lockFile(driver: SqliteDriver, path: string, busyTimeoutMs: number): SqliteDatabase {
  try {
    const lock = connect(driver, path, busyTimeoutMs);
    closingOnError(lock, () => lock.exec('BEGIN EXCLUSIVE'));
    return lock;
  } catch (error) {
    throw storeFailure(error, 'lock', path);
  }
}

function closingOnError<T>(db: SqliteDatabase, work: () => T): T {
  try {
    return work();
  } catch (error) {
    db.close();
    throw error;
  }
}

function emptied(path: string): string {
  return (
    `${path} was empty, as evenkeel never leaves it: any baselines that were in it are lost. ` +
    'A new store was begun in it; restore a backup if there is one.'
  );
}

function tooLarge({ database, directory }: StoreFiles): StoreError {
  return new StoreError(
    `${database} has more than ${LARGEST_FILE / 2 ** 20} MB, which no store of evenkeel has; it was not touched. ` +
      `Choose another cache directory than ${directory}, or move that file away.`,
    { data: { path: database } },
  );
}

function foreign({ database, directory }: StoreFiles): StoreError {
  return new StoreError(
    `${database} is a database of another application; it was not touched. ` +
      `Choose another cache directory than ${directory}, or move that file away.`,
    { data: { path: database } },
  );
}

function newer({ database }: StoreFiles, version: number): StoreError {
  return new StoreError(
    `${database} was written by a newer version of evenkeel (schema ${version}; this version knows ` +
      `${MIGRATIONS.length}); it was not touched. Update evenkeel, or choose another cache directory.`,
    { data: { path: database, version, known: MIGRATIONS.length } },
  );
}
