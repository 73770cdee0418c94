import type { RunRecord } from '../../model/baseline.ts';
import { connect, transaction } from './connection.ts';
import type { SqliteDriver } from './driver.ts';
import { removeDatabase } from './files.ts';
import { Queries } from './queries.ts';
import { migrate } from './schema.ts';

/**
 * Makes a whole database of these runs under a name that nobody else opens; whoever asks gives it its own. So a process that is
 * killed meanwhile leaves no empty file in the place of a store.
 */
export function build(driver: SqliteDriver, path: string, records: readonly RunRecord[]): void {
  removeDatabase(path);
  const fresh = connect(driver, path, 0);
  try {
    migrate(fresh);
    const queries = new Queries(fresh);
    transaction(fresh, 'IMMEDIATE', () => {
      for (const record of records) queries.insert(record);
    });
    fresh.close();
  } catch (error) {
    // On a full disk half a copy must not stay behind.
    fresh.close();
    removeDatabase(path);
    throw error;
  }
}
