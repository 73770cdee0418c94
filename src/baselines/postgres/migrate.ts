import { StoreError } from '../../errors.ts';
import { MIGRATIONS, SCHEMA } from './schema.ts';
import type { Ask, Server } from './server.ts';

/** Of an advisory lock: any number that nothing else takes ("evenkeel", as the first bytes of a hash would be). */
const LOCK = 0x45564b4c;

/** How a database's schema stands to ours. */
export interface SchemaState {
  /** Steps taken; 0 where there is nothing yet. */
  readonly version: number;
  /** What there is of ours. */
  readonly newest: number;
}

/** How many steps a database has taken. @throws {StoreError} where it cannot be asked. */
export async function schemaState(server: Server): Promise<SchemaState> {
  return { version: await versionBy((sql, values) => server.read(sql, values)), newest: MIGRATIONS.length };
}

/**
 * Takes a database to the present schema. Of several that do so at once, one does it and the others wait for it.
 * @param steps those of this version
 * @throws {StoreError} where it is of a newer version of evenkeel, or the user may not change it.
 */
export async function migrate(server: Server, steps: typeof MIGRATIONS = MIGRATIONS): Promise<void> {
  // Whoever only reads has no right to more, and needs none.
  const { version: present } = await schemaState(server);
  if (requireKnown({ version: present, newest: steps.length }, server) === steps.length) return;
  try {
    await server.write(async (ask) => {
      await ask('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      const version = requireKnown({ version: await versionBy(ask), newest: steps.length }, server);
      if (version === 0) await begin(ask);
      for (const [i, statements] of steps.entries()) {
        if (i < version) continue;
        for (const statement of statements) await ask(statement);
        await ask(`INSERT INTO ${SCHEMA}.migration (version) VALUES ($1)`, [i + 1]);
      }
    });
  } catch (error) {
    if (!(error instanceof StoreError) || (error.cause as { code?: string } | undefined)?.code !== '42501') throw error;
    throw new StoreError(
      `The store of baselines in ${server.address.shown} has to be made ready for this version of evenkeel, and its user may not ` +
        `do that (${(error.cause as Error).message}). Have \`evenkeel store migrate\` run once by a user who may create in the database.`,
      { cause: error.cause },
    );
  }
}

async function begin(ask: Ask): Promise<void> {
  // Making one that is there needs the right to make one.
  const found = await ask('SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1', [SCHEMA]);
  if (found.length === 0) await ask(`CREATE SCHEMA ${SCHEMA}`);
  await ask(
    `CREATE TABLE ${SCHEMA}.migration (version integer PRIMARY KEY, taken_at timestamptz NOT NULL DEFAULT now())`,
  );
}

async function versionBy(ask: Ask): Promise<number> {
  // The catalogue itself, whose lock has this session hear of what others made: `to_regclass` answers from what it knew before it
  // waited for them.
  const found = await ask(
    `SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relname = 'migration'`,
    [SCHEMA],
  );
  if (found.length === 0) return 0;
  const [row] = await ask<{ version: number }>(
    `SELECT coalesce(max(version), 0)::integer AS version FROM ${SCHEMA}.migration`,
  );
  return row!.version;
}

function requireKnown({ version, newest }: SchemaState, { address }: Server): number {
  if (version <= newest) return version;
  throw new StoreError(
    `The store of baselines in ${address.shown} was made by a newer version of evenkeel (its schema is ${version}, this one knows ` +
      `${newest}). Update evenkeel here; nothing was changed.`,
    { data: { version, newest } },
  );
}
