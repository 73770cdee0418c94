import { PostgresBaselines } from './postgres-baselines.ts';
import { type Patience, Server } from './server.ts';
import { readAddress } from './server-address.ts';

/** How a store of baselines in Postgres is opened. */
export interface PostgresStoreOptions {
  /** `postgres://user@host:5432/database`. */
  readonly url: string;
  /** Default: that in the address, or `PGPASSWORD`. */
  readonly password?: string;
  /** Whose baselines: a server holds those of many projects. */
  readonly project: string;
  /** Default: `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** How long the server is waited for. */
  readonly patience?: Patience;
}

/**
 * Opens a project's store in a Postgres server (13 or newer). Its tables are made, or brought to the present schema, when it is
 * first used.
 * @throws {UsageError} where the address is wrong.
 * @throws {StoreError} where the package `pg` is not installed.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<PostgresBaselines> {
  const { url, password, project, env = process.env, patience } = options;
  const address = readAddress(url, env);
  const server = await Server.open(password === undefined ? address : { ...address, password }, patience);
  return new PostgresBaselines(server, project);
}
