import { transaction } from './connection.ts';
import type { SqliteDatabase, SqliteDriver } from './driver.ts';

/** Marks a file as evenkeel's ("EVKL"): SQLite opens an empty or a foreign file as readily as ours. */
export const APPLICATION_ID = 0x45564b4c;

/**
 * The steps that lead from an empty file to the present schema. `user_version` counts the steps that a file has taken,
 * so a step is never changed once it was released: a change of the schema is a new step.
 *
 * Every id stands in an index, and indices are compared with tables when the file is opened; whatever is in no index is
 * under the checksum of its row. So no damage changes a run, or loses one, unnoticed.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE series (
     id INTEGER PRIMARY KEY,
     test_name TEXT NOT NULL,
     environment_key TEXT NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX series_identity ON series (test_name, environment_key);
   CREATE TABLE run (
     id INTEGER PRIMARY KEY,
     run_id TEXT NOT NULL,
     recorded_at TEXT NOT NULL,
     commit_hash TEXT,
     branch TEXT
   ) STRICT;
   CREATE INDEX run_identity ON run (run_id, recorded_at, commit_hash, branch);
   CREATE TABLE measurement (
     id INTEGER PRIMARY KEY,
     series INTEGER NOT NULL,
     run INTEGER NOT NULL,
     method INTEGER NOT NULL,
     status INTEGER NOT NULL,
     checksum INTEGER NOT NULL,
     payload BLOB NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX measurement_identity ON measurement (series, run, method);`,
  // Not in the index, which therefore stays where it was in the file; the checksums of the run's rows cover it.
  'ALTER TABLE run ADD COLUMN is_dirty INTEGER',
];

/** An entry of `sqlite_schema`. */
export interface SchemaObject {
  readonly name: string;
  readonly sql: string | null;
}

/** Tables and indices of a database, by name. */
export function readSchema(db: SqliteDatabase): readonly SchemaObject[] {
  return db.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all() as SchemaObject[];
}

/** How many migrations a database has taken. */
export function readVersion(db: SqliteDatabase): number {
  return (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
}

/**
 * Takes a database to the newest schema, in one transaction that begins by looking again at where it stands: another
 * process may have been faster.
 */
export function migrate(db: SqliteDatabase, steps: readonly string[] = MIGRATIONS): void {
  transaction(db, 'IMMEDIATE', () => {
    const version = readVersion(db);
    for (const step of steps.slice(version)) db.exec(step);
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    db.exec(`PRAGMA user_version = ${Math.max(version, steps.length)}`);
  });
}

/** The schema that the first `version` migrations make: what a sound file of that version must have. */
export function schemaOf(driver: SqliteDriver, version: number): readonly SchemaObject[] {
  const db = new driver.DatabaseSync(':memory:');
  try {
    migrate(db, MIGRATIONS.slice(0, version));
    return readSchema(db);
  } finally {
    db.close();
  }
}
