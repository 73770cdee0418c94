import type { BaselineStore } from '../../baselines/store.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';

/**
 * Opens the store that the configuration asks for: a SQLite file in the cache directory, or one in memory where caching
 * is switched off. Loaded when first needed, because the driver takes longer to load than everything else.
 *
 * @param cachePath overrides the configuration's `cacheDirectory`.
 * @throws {StoreError} where the directory cannot be used.
 */
export async function openStore(config: PerformanceConfig, cachePath: string | null): Promise<BaselineStore> {
  if (!config.enableCaching) return emptyStore();
  const { openSqliteStore } = await import('../../baselines/sqlite/sqlite-store.ts');
  return openSqliteStore({ directory: cachePath ?? config.cacheDirectory });
}

/**
 * The same for reading: where there is no store, none is made, and what is read is empty.
 *
 * @throws {StoreError} where the directory or the store cannot be used.
 */
export async function openExistingStore(config: PerformanceConfig, cachePath: string | null): Promise<BaselineStore> {
  return (await isStored(config, cachePath)) ? openStore(config, cachePath) : emptyStore();
}

/** Whether opening makes nothing: there is a store already, or it is kept in memory. */
export async function isStored(config: PerformanceConfig, cachePath: string | null): Promise<boolean> {
  if (!config.enableCaching) return true;
  const { hasStore } = await import('../../baselines/sqlite/files.ts');
  return hasStore(cachePath ?? config.cacheDirectory);
}

/** What is read where nothing was ever stored. */
export async function emptyStore(): Promise<BaselineStore> {
  const { createMemoryStore } = await import('../../baselines/memory-store.ts');
  return createMemoryStore();
}
