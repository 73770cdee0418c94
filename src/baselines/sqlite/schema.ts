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
  // What the newest whole run of a suite found; nothing that a verdict is made of, so a repair does not look for it.
  `CREATE TABLE gate (
     id INTEGER PRIMARY KEY,
     suite TEXT NOT NULL,
     environment_key TEXT NOT NULL,
     checksum INTEGER NOT NULL,
     content TEXT NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX gate_identity ON gate (suite, environment_key);`,
  // Everything that was stored before is time.
  `ALTER TABLE series ADD COLUMN metric TEXT;
   UPDATE series SET metric = '';
   DROP INDEX series_identity;
   CREATE UNIQUE INDEX series_identity ON series (test_name, environment_key, metric);`,
  // Under a checksum of its own, within the text: no verdict is made of it, and an index that is left of a lost table does not
  // have it.
  'ALTER TABLE run ADD COLUMN made_with TEXT',
];

/** An entry of `sqlite_schema`. */
export interface SchemaObject {
  /** Ours are `table` and `index`; there may be a `view` or a `trigger` in a file that others have written to. */
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/** More than we make, and few enough to look at. */
const MOST_OBJECTS = 100;
const MOST_OF_SQL = 10_000;

/** What a database is made of, by name. */
export function readSchema(db: SqliteDatabase): readonly SchemaObject[] {
  const columns = `type, name, substr(sql, 1, ${MOST_OF_SQL}) AS sql`;
  return db.prepare(`SELECT ${columns} FROM sqlite_schema ORDER BY name LIMIT ${MOST_OBJECTS}`).all() as SchemaObject[];
}

// Columns without a value of their own and indices of columns: nothing that is worked out when it is read.
const PLAIN_SQL = /^CREATE (?:TABLE|(?:UNIQUE )?INDEX) [\w\s]+\([\w\s,]*\)[\w\s]*$/i;
const WORKED_OUT = /\b(?:AS|CHECK|COLLATE|DEFAULT|GENERATED|REFERENCES|SELECT|WHERE|WITH)\b/i;

/**
 * Whether reading tables of this database runs nothing but reading: a view in place of a table, a computed column or an
 * index of an expression is a program of whoever put it there, and need not end.
 */
export function isPlain(schema: readonly SchemaObject[]): boolean {
  return (
    schema.length < MOST_OBJECTS &&
    schema.every(({ type, sql }) => {
      if (type !== 'table' && type !== 'index') return false;
      return sql !== null && sql.length < MOST_OF_SQL && PLAIN_SQL.test(sql) && !WORKED_OUT.test(sql);
    })
  );
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
