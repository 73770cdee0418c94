import type { CacheRecovery } from '../../model/baseline.ts';
import { hasStore } from './files.ts';
import { openSqliteStore, type SqliteStoreOptions } from './sqlite-store.ts';

/**
 * Reads everything in the store of a directory, so that whatever is damaged is noticed: a damaged file is set aside and
 * what is sound goes into a new one; a damaged run is left out. Where there is no store, none is made.
 * @throws StoreError where the directory or the file cannot be used for another reason
 */
export async function rebuildBaselines(options: SqliteStoreOptions): Promise<CacheRecovery> {
  if (!hasStore(options.directory)) return { messages: [gone(options.directory)], lost: [], isComplete: false };
  const store = await openSqliteStore(options);
  try {
    for (const key of await store.series()) await store.history(key);
    return { messages: store.warnings(), ...store.losses };
  } finally {
    await store.close();
  }
}

function gone(directory: string): string {
  return (
    `There is no store of baselines in ${directory}, so there is nothing to rebuild; what may have been in it is lost. ` +
    'Look whether the directory is the right one, or restore a backup.'
  );
}
