import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadDriver } from '../../../src/baselines/sqlite/driver.ts';
import { APPLICATION_ID } from '../../../src/baselines/sqlite/schema.ts';
import { openSqliteStore } from '../../../src/baselines/sqlite/sqlite-store.ts';
import { StoreError } from '../../../src/errors.ts';
import { asOrdinaryUser } from '../../framework/ordinary-user.ts';
import { runRecord } from '../records.ts';
import { useTemporaryDirectory } from './temporary-directory.ts';

const temporaryDirectory = useTemporaryDirectory();
async function makeDatabase(path: string, sql: string): Promise<void> {
  const { DatabaseSync } = await loadDriver();
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
}

async function refusalOf(directory: string): Promise<StoreError> {
  const outcome = await openSqliteStore({ directory }).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(StoreError);
  return outcome as StoreError;
}

describe('a file that is not for this version to touch', () => {
  it.each([
    [
      'of another application, marked',
      'PRAGMA application_id = 252006673; CREATE TABLE pictures (id)',
      /another application/,
    ],
    ['of another application, unmarked', 'CREATE TABLE pictures (id)', /another application/],
    [
      'of a newer version',
      `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 7; CREATE TABLE x (y)`,
      /newer version of evenkeel \(schema 7/,
    ],
  ])('%s, is refused and stays as it is', async (_, sql, message) => {
    const directory = temporaryDirectory();
    const path = join(directory, 'baselines.sqlite');
    await makeDatabase(path, sql);
    const before = readFileSync(path);
    const refusal = await refusalOf(directory);
    expect(refusal.message).toMatch(message);
    expect(refusal.message).toContain(path);
    expect(refusal.message).toMatch(/(Choose|choose) another cache directory/);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(directory)).toEqual(['baselines.sqlite']);
  });
});

describe('a blank database', () => {
  it('is taken over', async () => {
    const directory = temporaryDirectory();
    await makeDatabase(join(directory, 'baselines.sqlite'), 'CREATE TABLE x (y); DROP TABLE x; VACUUM');
    const store = await openSqliteStore({ directory });
    await store.append([runRecord(1)]);
    expect(await store.history(runRecord(1))).toEqual([runRecord(1)]);
    expect(store.warnings()).toEqual([]);
    await store.close();
  });
});

describe('a database of ours with other tables than ours', () => {
  it.each([
    [
      'version 1 without tables',
      `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1; CREATE TABLE x (y)`,
    ],
    ['version 0', `PRAGMA application_id = ${APPLICATION_ID}; CREATE TABLE x (y)`],
    [
      'our tables without our mark',
      'CREATE TABLE m (y); CREATE INDEX measurement_identity ON m (y); CREATE INDEX series_identity ON m (y)',
    ],
  ])('is damaged: %s', async (_, sql) => {
    const directory = temporaryDirectory();
    await makeDatabase(join(directory, 'baselines.sqlite'), sql);
    const store = await openSqliteStore({ directory });
    expect(store.warnings()).toEqual([expect.stringContaining('were damaged')]);
    await store.append([runRecord(1)]);
    await store.close();
  });
});

describe('a place that cannot be used', () => {
  it('is a file where the directory should be', async () => {
    const file = join(temporaryDirectory(), 'cache');
    writeFileSync(file, 'in the way');
    expect((await refusalOf(file)).message).toMatch(/Cannot make the directory for baselines .*cache: ENOTDIR/);
    expect((await refusalOf(join(file, 'deeper'))).message).toMatch(/ENOTDIR/);
  });

  it('is a directory where the database should be', async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, 'baselines.sqlite'));
    const { message } = await refusalOf(directory);
    expect(message).toMatch(/Cannot open the baselines in .*baselines\.sqlite: .*unable to open/);
    expect(message).toMatch(/name is not taken by something else/);
  });

  it('is a directory where the lock should be', async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, 'baselines.lock'));
    expect((await refusalOf(directory)).message).toMatch(/Cannot lock .*baselines\.lock/);
  });
});

describe.skipIf(process.platform === 'win32')('a directory that this user may only read', () => {
  let becomeRootAgain: () => void = () => undefined;

  afterEach(() => becomeRootAgain());

  async function readOnlyDirectory(prepare: (directory: string) => Promise<void>): Promise<string> {
    const directory = temporaryDirectory();
    await prepare(directory);
    for (const name of readdirSync(directory)) chmodSync(join(directory, name), 0o444);
    chmodSync(directory, 0o555);
    becomeRootAgain = asOrdinaryUser();
    return directory;
  }

  it('cannot have a store made in it', async () => {
    const directory = await readOnlyDirectory(async () => undefined);
    const { message } = await refusalOf(directory);
    expect(message).toContain(directory);
    expect(message).toMatch(/can be read and written by this user/);
  });

  it('can be read, but not written', async () => {
    const directory = await readOnlyDirectory(async (path) => {
      const store = await openSqliteStore({ directory: path });
      await store.append([runRecord(1)]);
      await store.close();
    });
    const store = await openSqliteStore({ directory });
    expect(await store.history(runRecord(1))).toEqual([runRecord(1)]);
    const refusal = await store.append([runRecord(2)]).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StoreError);
    expect((refusal as StoreError).message).toMatch(/Cannot write baselines to .*readonly.*right to write/);
    await store.close();
  });
});

describe('a database that another process does not let go of', () => {
  it('is waited for, and then given up with advice', async () => {
    const directory = temporaryDirectory();
    const store = await openSqliteStore({ directory, busyTimeoutMs: 20 });
    const { DatabaseSync } = await loadDriver();
    const other = new DatabaseSync(join(directory, 'baselines.sqlite'));
    other.exec('BEGIN EXCLUSIVE');
    for (const use of [
      () => store.append([runRecord(1)]),
      () => store.series(),
      () => openSqliteStore({ directory, busyTimeoutMs: 20 }),
    ]) {
      const refusal = await use().catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(StoreError);
      expect((refusal as StoreError).message).toMatch(/database is locked\. Another process/);
    }
    other.exec('ROLLBACK');
    other.close();
    await store.append([runRecord(1)]);
    expect(await store.history(runRecord(1))).toHaveLength(1);
    await store.close();
  });
});
