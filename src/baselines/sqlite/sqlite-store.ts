import { dateOf } from '../../real-time.ts';
import { loadDriver } from './driver.ts';
import { prepareDirectory, storeFiles } from './files.ts';
import { SqliteBaselines } from './sqlite-baselines.ts';

/** How a store of baselines in a directory is opened. */
export interface SqliteStoreOptions {
  /** Made where it is missing, with a `.gitignore` that keeps it out of version control. */
  readonly directory: string;
  /** How long an operation waits for other processes, in milliseconds; 30,000 where it is not given. */
  readonly busyTimeoutMs?: number;
  /** Dates the name of a damaged file; the system's clock where it is not given. */
  readonly now?: () => Date;
}

/**
 * Opens the store in `baselines.sqlite` of a directory. A damaged file is set aside as
 * `baselines.damaged-<time>.sqlite`, what can be saved of it goes into a new one, and the store's `warnings` say so.
 *
 * @throws StoreError where the directory or the file cannot be used: no permission, a full disk, a name that is taken, a
 * file of another application or of a newer version of evenkeel (neither is touched), no SQLite for this platform
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteBaselines> {
  const files = storeFiles(options.directory);
  const driver = await loadDriver();
  prepareDirectory(files);
  const { busyTimeoutMs = 30_000, now = () => dateOf() } = options;
  return SqliteBaselines.open({ driver, files, busyTimeoutMs, now });
}
