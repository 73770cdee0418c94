// Several that migrate a database at once.
import { migrate } from '../../../src/baselines/postgres/migrate.ts';
import { openPostgresStore } from '../../../src/baselines/postgres/postgres-store.ts';
import { MIGRATIONS } from '../../../src/baselines/postgres/schema.ts';
import { Server } from '../../../src/baselines/postgres/server.ts';
import { readAddress } from '../../../src/baselines/postgres/server-address.ts';
import { runRecord } from '../records.ts';
import type { RealServer } from './real-server.ts';

const STORES = 4;
let databases = 0;

/** What came of it. */
export interface MigratedAtOnce {
  readonly problems: readonly string[];
  /** Whether who knows the first step alone came when others had taken more, which it must say. */
  readonly isOlderRefused: boolean;
}

/** Opens stores of this version and of one that knows the first step alone, on a new database that has taken `from` steps. */
export async function migrateAtOnce(server: RealServer, from: 0 | 1): Promise<MigratedAtOnce> {
  const name = `at_once_${++databases}`;
  await server.query(`CREATE DATABASE ${name}`);
  const url = server.url(name);
  const older = await Server.open(readAddress(url, {}));
  const asOlder = () => migrate(older, MIGRATIONS.slice(0, 1));
  if (from === 1) await asOlder();
  const stores = await Promise.all(
    Array.from({ length: STORES }, () => openPostgresStore({ url, project: 'owner/name', env: {} })),
  );
  const [refusal, ...failures] = await Promise.all([
    failureOf(asOlder()),
    ...stores.map((store, i) => failureOf(store.append([runRecord(i)]))),
  ]);
  const problems = failures.flatMap((failure) => failure ?? []);
  if (refusal && !/newer version of evenkeel/.test(refusal)) problems.push(`the older one: ${refusal}`);
  const runs = (await stores[0]!.history(runRecord(0))).length;
  if (runs !== STORES) problems.push(`${runs} runs of ${STORES} are there`);
  const taken = await server.query<{ version: number }>(
    'SELECT version FROM evenkeel.migration ORDER BY version',
    [],
    url,
  );
  const versions = taken.map(({ version }) => version).join();
  if (versions !== MIGRATIONS.map((_, i) => i + 1).join()) problems.push(`steps ${versions} were taken`);
  await Promise.all([older.close(), ...stores.map((store) => store.close())]);
  return { problems, isOlderRefused: refusal !== null };
}

function failureOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => String(error),
  );
}
