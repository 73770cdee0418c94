import type { CacheRecovery } from '../../model/baseline.ts';
import { openSqliteStore, type SqliteStoreOptions } from './sqlite-store.ts';

/**
 * Reads everything in the store of a directory, so that whatever is damaged is noticed: a damaged file is set aside and
 * what is sound goes into a new one; a damaged run is left out.
 * @throws StoreError where the directory or the file cannot be used for another reason
 */
export async function rebuildBaselines(options: SqliteStoreOptions): Promise<CacheRecovery> {
  const store = await openSqliteStore(options);
  try {
    for (const key of await store.series()) await store.history(key);
    return { messages: store.warnings(), ...store.losses };
  } finally {
    await store.close();
  }
}
