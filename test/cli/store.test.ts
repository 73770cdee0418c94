// `evenkeel store` in this process: files, and what is said of servers. With servers: test/end-to-end/postgres.test.ts.
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { MIGRATIONS } from '../../src/baselines/postgres/schema.ts';
import { openSqliteStore } from '../../src/baselines/sqlite/sqlite-store.ts';
import { anInstallation, RealServer } from '../baselines/postgres/real-server.ts';
import { runRecord, storedGate } from '../baselines/records.ts';
import { outsideCi, temporaryDirectory } from '../framework/fixtures.ts';
import { command } from './recorder.ts';

vi.setConfig({ hookTimeout: 120_000 });
beforeEach(outsideCi);

let server: RealServer;
beforeAll(async () => {
  server = await RealServer.start(anInstallation());
});
afterAll(() => server?.stop());

async function filled(): Promise<string> {
  const directory = join(temporaryDirectory(), 'cache');
  const store = await openSqliteStore({ directory });
  await store.append([runRecord(1), runRecord(2), runRecord(1, { testName: 'another' })], storedGate());
  await store.close();
  return directory;
}

it('says where a file is, and what it holds', async () => {
  const directory = await filled();
  const { exitCode, out } = await command(['store', 'status', '--cache', directory]);
  expect({ exitCode, out }).toEqual({
    exitCode: 0,
    out: `Store    SQLite in ${directory}\nHolds    2 series, 3 runs\n`,
  });
  const nothing = await command(['store', 'status', '--cache', join(directory, 'elsewhere')]);
  expect(nothing.out).toContain('Holds    0 series, 0 runs\n');
});

it('has nothing to migrate of a file', async () => {
  const { exitCode, err } = await command(['store', 'migrate']);
  expect(exitCode).toBe(2);
  expect(err).toMatch(/Name a server with --store/);
});

it('makes the tables of a server, copies to it and back, and says what is there', async () => {
  const directory = await filled();
  const address = ['--store', server.url()];
  const before = await command(['store', 'status', ...address]);
  expect(before.out).toMatch(/Schema +none yet.*\nHolds +nothing that can be read here\n$/);
  expect((await command(['store', 'migrate', ...address])).out).toContain(` is ${MIGRATIONS.length} now; it was 0.\n`);
  expect((await command(['store', 'migrate', ...address])).out).toMatch(/^Nothing to do: /);
  expect((await command(['store', 'copy', directory, server.url()])).out).toBe(
    'Copied 3 runs of 2 series, and 1 gate.\n',
  );
  expect((await command(['store', 'status', ...address])).out).toContain(
    `Schema   ${MIGRATIONS.length}, the newest\nHolds    2 series, 3 runs\n`,
  );
  const back = join(temporaryDirectory(), 'back');
  expect((await command(['store', 'copy', server.url(), back])).out).toBe('Copied 3 runs of 2 series, and 1 gate.\n');
  const shown = await Promise.all(
    [directory, back].map((cache) => command(['baseline', 'show', 'another', '--json', '--cache', cache])),
  );
  expect(shown[0]!.out).toBe(shown[1]!.out);
  await server.query('INSERT INTO evenkeel.migration (version) VALUES (7)');
  expect((await command(['store', 'status', ...address])).out).toMatch(
    /Schema +7, of a newer version of evenkeel; this one knows \d+/,
  );
});
