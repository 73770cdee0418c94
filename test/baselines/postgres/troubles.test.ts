// A real server that is killed, refuses, is of another version, or holds what is damaged.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openPostgresStore } from '../../../src/baselines/postgres/postgres-store.ts';
import { MIGRATIONS } from '../../../src/baselines/postgres/schema.ts';
import type { Patience } from '../../../src/baselines/postgres/server.ts';
import { StoreError } from '../../../src/errors.ts';
import { madeWith, runRecord } from '../records.ts';
import { breakALine } from './broken-lines.ts';
import { migrateAtOnce } from './migrations-at-once.ts';
import { anInstallation, RealServer } from './real-server.ts';
import { openRelay } from './relay.ts';

vi.setConfig({ hookTimeout: 120_000, testTimeout: 120_000 });

const DOCS = new URL('../../../docs/stores.md', import.meta.url);
const KEY = { testName: 'parse a large file', environmentKey: 'linux-x86_64-node20' };
/** So long that a server which starts again on a busy machine is waited for. */
const PATIENT: Patience = { connect: 10_000, statement: 30_000, retry: 60_000 };
/** Of who is to be told soon. */
const HASTY: Patience = { connect: 300, statement: 300, retry: 500 };

/** Of places at which a line breaks: either direction, every kind. */
const SEEDS = Array.from({ length: 16 }, (_, i) => i + 1);

let server: RealServer;
beforeAll(async () => {
  server = await RealServer.start(anInstallation());
});
afterAll(() => server?.stop());

let databases = 0;
/** A database of its own. */
async function emptyDatabase(): Promise<string> {
  const name = `perf${++databases}`;
  await server.query(`CREATE DATABASE ${name}`);
  return server.url(name);
}

const open = async (url: string, patience: Patience = PATIENT, project = 'owner/name') => {
  const store = await openPostgresStore({ url, project, patience, env: {} });
  onTestFinished(() => store.close());
  return store;
};

/** Why a store cannot be used. */
async function failureOf(work: Promise<unknown>): Promise<StoreError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StoreError);
  return error as StoreError;
}

describe('a server that is killed and starts again', () => {
  it('has every run that was acknowledged, and none twice', async () => {
    const url = await emptyDatabase();
    const stores = await Promise.all(Array.from({ length: 8 }, () => open(url)));
    await stores[0]!.append([]);
    const acknowledged: string[] = [];
    const writing = stores.map(async (store, writer) => {
      for (let i = 0; i < 12; i++) {
        const runId = `run ${writer}/${i}`;
        await store.append([runRecord(i, { runId }), runRecord(i, { runId, testName: 'another' })]);
        acknowledged.push(runId);
      }
    });
    for (const after of [10, 40]) {
      await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(after), { timeout: 60_000, interval: 5 });
      await server.kill();
      await server.resume();
    }
    await Promise.all(writing);
    for (const testName of [KEY.testName, 'another']) {
      const stored = (await stores[0]!.history({ ...KEY, testName })).map(({ runId }) => runId);
      expect(stored.toSorted()).toEqual(acknowledged.toSorted());
    }
    expect(new Set(acknowledged).size).toBe(96);
  });
});

describe('a server that cannot be used', () => {
  it('that is not there is an error that says where, and what to do, without the password', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as { readonly port: number };
    await new Promise((resolve) => probe.close(resolve));
    const store = await open(`postgres://ci:s3cret@127.0.0.1:${port}/perf`, HASTY);
    const error = await failureOf(store.history(KEY));
    expect(error.message).toContain(`postgres://ci@127.0.0.1:${port}/perf cannot be used: connect ECONNREFUSED`);
    expect(error.message).toContain('check that the server runs');
    expect(`${error.stack} ${JSON.stringify(error.cause)} ${JSON.stringify(error.data)}`).not.toContain('s3cret');
  });

  it('that takes connections and says nothing is given up', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as { readonly port: number };
    const store = await open(`postgres://ci@127.0.0.1:${port}/perf`, HASTY);
    expect((await failureOf(store.append([runRecord(1)]))).message).toMatch(/timeout|terminated/i);
  });

  it('that falls silent in the middle is given up, and nothing is stored of it', async () => {
    const url = await emptyDatabase();
    const through = await openRelay(server.port);
    onTestFinished(() => through.close());
    const store = await open(url.replace(`:${server.port}/`, `:${through.port}/`), HASTY);
    await store.append([runRecord(1)]);
    through.silence();
    await failureOf(store.append([runRecord(2)]));
    const direct = await open(url);
    // The server itself ends what hangs in the middle of a transaction.
    expect((await direct.history(KEY)).map(({ runId }) => runId)).toEqual(['run-1']);
  });

  it.each([
    ['a database that is not there', 'postgres://postgres@HERE/nowhere', /does not exist.*Make the database/],
    ['a user who is not there', 'postgres://nobody@HERE/postgres', /role "nobody" does not exist.*Check the user/],
  ])('because of %s is told at once', async (_what, url, message) => {
    const store = await open(url.replace('HERE', `127.0.0.1:${server.port}`));
    expect((await failureOf(store.history(KEY))).message).toMatch(message);
  });

  it('is asked for again the next time', async () => {
    const name = `late${++databases}`;
    const store = await open(server.url(name));
    await failureOf(store.history(KEY));
    await server.query(`CREATE DATABASE ${name}`);
    await store.append([runRecord(1)]);
    expect(await store.history(KEY)).toHaveLength(1);
  });
});

describe('a line to the server', () => {
  // `npm run bench:store-faults`: two hundred places.
  it.each(SEEDS)('that breaks at place %i loses no run, doubles none and has none read wrongly', async (seed) => {
    const { problems, fault } = await breakALine(server, seed);
    expect({ fault, problems }).toEqual({ fault, problems: [] });
  });
});

describe('the schema', () => {
  it.each([0, 1] as const)('is made once from step %i, by one of those who come first together', async (from) => {
    // Who waits for another's migration must hear of it, which went wrong in one of some. `npm run bench:store-faults`: fifty times.
    for (let time = 0; time < 5; time++) expect((await migrateAtOnce(server, from)).problems).toEqual([]);
  });

  it('of a newer version of evenkeel is left alone', async () => {
    const url = await emptyDatabase();
    await (await open(url)).append([runRecord(1)]);
    await server.query('INSERT INTO evenkeel.migration (version) VALUES (99)', [], url);
    const error = await failureOf((await open(url)).append([runRecord(2)]));
    expect(error.message).toContain(
      `newer version of evenkeel (its schema is 99, this one knows ${MIGRATIONS.length}). Update evenkeel`,
    );
    expect(await server.query('SELECT run_id FROM evenkeel.measurement', [], url)).toEqual([{ run_id: 'run-1' }]);
  });

  it('is made by nobody who may not, and used by the roles that the documentation makes', async () => {
    const url = await emptyDatabase();
    const as = (role: string) => open(url.replace('postgres@', `${role}@`));
    await server.query('CREATE ROLE perf_nobody LOGIN');
    const refused = await failureOf((await as('perf_nobody')).append([runRecord(1)]));
    expect(refused.message).toMatch(/has to be made ready for this version of evenkeel, and its user may not do that/);
    await (await open(url)).append([runRecord(1)]);
    const [, roles = ''] = /```sql\n(.*?)```/s.exec(readFileSync(DOCS, 'utf8')) ?? [];
    await server.query(roles, [], url);
    const [writer, reader] = [await as('perf_writer'), await as('perf_reader')];
    await writer.append([runRecord(2)]);
    await writer.setStatus(KEY, 'run-2', 'accepted');
    expect((await reader.history(KEY)).map(({ status }) => status)).toEqual(['recorded', 'accepted']);
    const denied = await failureOf(reader.append([runRecord(3)]));
    expect(denied.message).toMatch(/permission denied.*Give the user the right/);
    expect(await writer.remove(KEY)).toBe(2);
  });

  it('that knew nothing of what runs are made with is brought up to date, and stays open to whoever it was open to', async () => {
    const url = await emptyDatabase();
    const as = (role: string) => open(url.replace('postgres@', `${role}@`));
    // The tables of the first schema, with a run and the rights that were given on them.
    await server.query('CREATE SCHEMA evenkeel', [], url);
    await server.query(
      'CREATE TABLE evenkeel.migration (version integer PRIMARY KEY, taken_at timestamptz NOT NULL DEFAULT now())',
      [],
      url,
    );
    for (const statement of MIGRATIONS[0]!) await server.query(statement, [], url);
    await server.query('INSERT INTO evenkeel.migration (version) VALUES (1)', [], url);
    await server.query('CREATE ROLE "old ""reader" LOGIN; CREATE ROLE old_writer LOGIN', [], url);
    await server.query(
      `GRANT USAGE ON SCHEMA evenkeel TO "old ""reader", old_writer; GRANT SELECT ON ALL TABLES IN SCHEMA evenkeel TO "old ""reader";
       GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA evenkeel TO old_writer;
       GRANT USAGE ON ALL SEQUENCES IN SCHEMA evenkeel TO old_writer`,
      [],
      url,
    );
    await (await open(url)).migrate();
    const [writer, reader] = [await as('old_writer'), await as('old%20%22reader')];
    const run = runRecord(1, { madeWith: madeWith() });
    await writer.append([run]);
    expect(await reader.history(KEY)).toEqual([run]);
    expect((await failureOf(reader.append([run]))).message).toMatch(/permission denied/);
    expect(reader.warnings()).toEqual([]);
    // One row for all that were made with the same.
    await writer.append([runRecord(2, { madeWith: madeWith() }), runRecord(3)]);
    expect(await server.query('SELECT count(*)::integer AS count FROM evenkeel.made_with', [], url)).toEqual([
      { count: 1 },
    ]);
    await server.query(`UPDATE evenkeel.made_with SET content = replace(content, '20.19.5', '20.19.6')`, [], url);
    const later = await as('old_writer');
    expect((await later.history(KEY)).map(({ madeWith: made }) => made)).toEqual([undefined, undefined, undefined]);
    expect(later.warnings()).toEqual([expect.stringMatching(/^What some stored runs were made with .*did not match/)]);
  });

  it('can be distributed: every unique key holds the column that its table is distributed by', async () => {
    const url = await emptyDatabase();
    await (await open(url)).append([runRecord(1)]);
    const keys = await server.query<{ table: string; columns: string[] }>(
      `SELECT c.relname AS table, array_agg(a.attname::text) AS columns
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
       WHERE n.nspname = 'evenkeel' AND i.indisunique GROUP BY i.indexrelid, c.relname`,
      [],
      url,
    );
    const keysOf = (table: RegExp) => keys.filter((key) => table.test(key.table)).map(({ columns }) => columns);
    expect(keysOf(/^measurement/)).toHaveLength(17);
    for (const columns of [...keysOf(/^measurement/), ...keysOf(/^series$/)]) expect(columns).toContain('series');
    expect(keysOf(/^made_with$/)).toEqual([['made_with']]);
    for (const columns of keysOf(/^gate$/)) expect(columns).toEqual(['suite_id']);
    const [partitioned] = await server.query<{ key: string }>(
      `SELECT pg_get_partkeydef('evenkeel.measurement'::regclass) AS key`,
      [],
      url,
    );
    expect(partitioned!.key).toBe('HASH (series)');
  });
});

describe('what is stored', () => {
  it('is of one project, whatever others are called', async () => {
    const url = await emptyDatabase();
    const [one, other] = [await open(url), await open(url, PATIENT, 'owner/other')];
    await one.append([runRecord(1)]);
    await other.append([runRecord(2)]);
    expect((await one.history(KEY)).map(({ runId }) => runId)).toEqual(['run-1']);
    expect(await other.series()).toMatchObject([{ ...KEY, runs: 1 }]);
    await one.replaceAll([]);
    expect(await other.history(KEY)).toHaveLength(1);
    expect(await other.remove({})).toBe(1);
  });

  it('is seen across projects by whoever asks for all of them', async () => {
    const url = await emptyDatabase();
    const [one, other] = [await open(url), await open(url, PATIENT, 'owner/other')];
    await one.append([runRecord(1), runRecord(1, { testName: 'zzz' })]);
    await other.append([runRecord(2, { madeWith: madeWith() })]);
    const all = await one.seriesOfProjects({ after: null, limit: 10 });
    expect(all.map(({ project, testName }) => [project, testName])).toEqual([
      ['owner/name', KEY.testName],
      ['owner/other', KEY.testName],
      ['owner/name', 'zzz'],
    ]);
    expect(await one.historyOfProject(all[1]!)).toEqual([runRecord(2, { madeWith: madeWith() })]);
    expect(await other.seriesOfProjects({ after: all[1]!, limit: 10 })).toEqual([all[2]]);
  });

  it('and does not match its checksum is left out, named, and let go by pruning', async () => {
    const url = await emptyDatabase();
    const store = await open(url);
    await store.append([runRecord(1), runRecord(2), runRecord(3), runRecord(4), runRecord(5)]);
    await server.query(
      `UPDATE evenkeel.measurement SET recorded_at = '2026-01-09T00:00:00Z' WHERE run_id = 'run-2'`,
      [],
      url,
    );
    expect((await store.history(KEY)).map(({ runId }) => runId)).toEqual(['run-1', 'run-3', 'run-4', 'run-5']);
    expect(store.warnings()).toHaveLength(1);
    expect(store.warnings()[0]).toMatch(
      /1 stored run in .* left out: "parse a large file" \(1 run, of 2026-01-09 00:00\)/,
    );
    await store.prune({ olderThanDays: 0, keepRuns: 4, now: new Date('2026-01-01') });
    expect(await server.query(`SELECT 1 FROM evenkeel.measurement WHERE run_id = 'run-2'`, [], url)).toEqual([]);
  });

  it('in the place of a run that was left out is not let go with it', async () => {
    const url = await emptyDatabase();
    const [store, other] = [await open(url), await open(url)];
    await store.append([runRecord(1), runRecord(2)]);
    await server.query(`UPDATE evenkeel.measurement SET status = 1 WHERE run_id = 'run-2'`, [], url);
    expect(await store.history(KEY)).toEqual([runRecord(1)]);
    await other.append([runRecord(2, { estimate: 7 })]);
    await store.prune({ olderThanDays: 1000, keepRuns: 30, now: new Date('2026-02-01') });
    expect(await other.history(KEY)).toEqual([runRecord(1), runRecord(2, { estimate: 7 })]);
  });

  it('and says that it is of a method or a status that there is not, is no run to count by', async () => {
    const url = await emptyDatabase();
    const store = await open(url);
    await store.append([1, 2, 3, 4, 5].map((number) => runRecord(number)));
    await server.query(`UPDATE evenkeel.measurement SET status = 99 WHERE run_id = 'run-5'`, [], url);
    await server.query(`UPDATE evenkeel.measurement SET method = 99 WHERE run_id = 'run-4'`, [], url);
    await store.prune({ olderThanDays: 0, keepRuns: 0, now: new Date('2026-02-01') });
    expect((await store.history(KEY)).map(({ runId }) => runId)).toEqual(['run-1', 'run-2', 'run-3']);
    expect(store.warnings()).toHaveLength(1);
  });

  it('has names of any length', async () => {
    const url = await emptyDatabase();
    const store = await open(url);
    const testName = 'x'.repeat(2000);
    await store.append([runRecord(1, { testName, runId: 'r'.repeat(200) })]);
    expect(await store.series({ testName })).toHaveLength(1);
  });
});
