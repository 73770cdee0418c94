import type { PostgresBaselines } from '../../baselines/postgres/postgres-baselines.ts';
import { PatientStore } from '../../baselines/spool/patient-store.ts';
import { Spool } from '../../baselines/spool/spool.ts';
import type { BaselineStore } from '../../baselines/store.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import { passwordIn, STORE_VARIABLE, withoutPassword } from '../../config/store-address.ts';

/**
 * Opens the store that the configuration asks for: a Postgres server, a SQLite file in the cache directory, or one in memory
 * where caching is switched off. Where a server is away, what is to be written to it can wait in {@link spoolOf}. Loaded when first needed, because a driver takes longer to load than everything else.
 *
 * @param cachePath overrides the configuration's `cacheDirectory`.
 * @throws {StoreError} where the directory or the server cannot be used.
 */
export async function openStore(config: PerformanceConfig, cachePath: string | null): Promise<BaselineStore> {
  if (!config.enableCaching) return emptyStore();
  if (cachePath === null && config.store !== '') {
    return new PatientStore(await openServer(config), { spool: spoolOf(config), isRequired: config.storeRequired });
  }
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
  // Its tables are made by whoever writes first, or may.
  if (cachePath === null && config.store !== '') return true;
  const { hasStore } = await import('../../baselines/sqlite/files.ts');
  return hasStore(cachePath ?? config.cacheDirectory);
}

/** Where what cannot be written to a server waits for it. */
export function spoolOf({ cacheDirectory }: Pick<PerformanceConfig, 'cacheDirectory'>): Spool {
  return new Spool(cacheDirectory);
}

/** The store of a Postgres server that the configuration names. @throws {UsageError} where its address is wrong. */
export async function openServer({ store: url, project }: PerformanceConfig): Promise<PostgresBaselines> {
  const [{ openPostgresStore }, { projectName }] = await Promise.all([
    import('../../baselines/postgres/postgres-store.ts'),
    import('./project-name.ts'),
  ]);
  return openPostgresStore({ url, ...secretOf(url), project: project || (await projectName(process.cwd())) });
}

// The configuration, which is shown, does not have it.
function secretOf(url: string): { readonly password?: string } {
  const { [STORE_VARIABLE]: address } = process.env;
  const password = address !== undefined && withoutPassword(address) === url ? passwordIn(address) : null;
  return password === null ? {} : { password };
}

/** What is read where nothing was ever stored. */
export async function emptyStore(): Promise<BaselineStore> {
  const { createMemoryStore } = await import('../../baselines/memory-store.ts');
  return createMemoryStore();
}
