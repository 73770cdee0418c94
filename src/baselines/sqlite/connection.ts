import type { SqliteDatabase, SqliteDriver, SqliteOptions } from './driver.ts';

// Nobody knows who has written to the file: its schema may call no functions, and every cell is looked at before it is used.
const DISTRUST = 'PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON';

/**
 * Opens a database file; one that is not there is made, empty.
 *
 * @param busyTimeoutMs - how long to wait for another process; SQLite itself would not wait at all
 */
export function connect(
  driver: SqliteDriver,
  path: string,
  busyTimeoutMs: number,
  options: SqliteOptions = {},
): SqliteDatabase {
  const db = new driver.DatabaseSync(path, options);
  db.exec(`PRAGMA busy_timeout = ${Math.round(busyTimeoutMs)}; ${DISTRUST}`);
  return db;
}

/**
 * Runs `work` in a transaction; undone where `work` throws.
 *
 * @param kind - `IMMEDIATE` locks out other writers from the start; `DEFERRED` is for reading, one state throughout
 */
export function transaction<T>(db: SqliteDatabase, kind: 'IMMEDIATE' | 'DEFERRED', work: () => T): T {
  db.exec(`BEGIN ${kind}`);
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    undo(db);
    throw error;
  }
}

/** Rolls back; SQLite may have done so on its own, after some errors, and then has nothing to roll back. */
export function undo(db: SqliteDatabase): void {
  try {
    db.exec('ROLLBACK');
  } catch {
    // The error that led here is the one to report.
  }
}
