import { shorten } from '../../output/shorten.ts';
import type { SqliteDatabase, SqliteDriver } from './driver.ts';
import { suggestsDamage } from './failures.ts';
import { findingOf } from './queries.ts';
import { APPLICATION_ID, MIGRATIONS, readSchema, readVersion, type SchemaObject, schemaOf } from './schema.ts';

const MOST_OF_NAME = 100;

/** What a database file turns out to be. */
export type Condition =
  | { readonly state: 'sound' }
  | { readonly state: 'blank' }
  | { readonly state: 'outdated' }
  | { readonly state: 'newer'; readonly version: number }
  | { readonly state: 'foreign' }
  | { readonly state: 'damaged'; readonly reason: string };

/**
 * Looks at a database from its header to its last page, and changes nothing. Takes time in proportion to its size.
 *
 * @throws what SQLite throws where the file cannot be looked at for a reason other than damage
 */
export function inspect(driver: SqliteDriver, db: SqliteDatabase): Condition {
  try {
    // Pages last: in a file with a schema of others, looking at them runs what is in it.
    return inspectHeader(db) ?? inspectSchema(driver, db) ?? inspectPages(db);
  } catch (error) {
    if (!suggestsDamage(error)) throw error;
    return damaged(String(Object(error).message));
  }
}

function inspectHeader(db: SqliteDatabase): Condition | null {
  const id = (db.prepare('PRAGMA application_id').get() as { application_id: number }).application_id;
  const version = readVersion(db);
  const schema = readSchema(db);
  if (id !== APPLICATION_ID) return inspectUnmarked(schema, id === 0 && version === 0);
  if (version > MIGRATIONS.length) return { state: 'newer', version };
  return version > 0 ? null : damaged('it says that it has no schema');
}

function inspectUnmarked(schema: readonly SchemaObject[], isBlank: boolean): Condition {
  if (schema.length === 0 && isBlank) return { state: 'blank' };
  const names = schema.map((object) => object.name);
  const isOurs = names.includes('measurement_identity') && names.includes('series_identity');
  return isOurs ? damaged('it has lost the mark of its application') : { state: 'foreign' };
}

function inspectSchema(driver: SqliteDriver, db: SqliteDatabase): Condition | null {
  const schema = readSchema(db);
  const expected = schemaOf(driver, readVersion(db));
  if (JSON.stringify(schema) === JSON.stringify(expected)) return null;
  const known = new Set(expected.map(({ type, name }) => `${type} ${name}`));
  const added = schema.find(({ type, name }) => !known.has(`${type} ${name}`));
  const what =
    added === undefined ? '' : `: there is a ${added.type} ${JSON.stringify(shorten(added.name, MOST_OF_NAME))}`;
  return damaged(`its tables are not those that it was made with${what}`);
}

function inspectPages(db: SqliteDatabase): Condition {
  const finding = findingOf(db);
  if (finding !== 'ok') return damaged(finding.replaceAll(/\s+/g, ' ').trim());
  return { state: readVersion(db) < MIGRATIONS.length ? 'outdated' : 'sound' };
}

function damaged(reason: string): Condition {
  return { state: 'damaged', reason };
}
