import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDriver } from '../../../src/baselines/sqlite/driver.ts';
import { openSqliteStore } from '../../../src/baselines/sqlite/sqlite-store.ts';
import { StoreError } from '../../../src/errors.ts';
import type { RunRecord } from '../../../src/model/baseline.ts';
import { day, runRecord } from '../records.ts';
import { useTemporaryDirectory } from './temporary-directory.ts';

const temporaryDirectory = useTemporaryDirectory();
const records: RunRecord[] = Array.from({ length: 40 }, (_, number) => runRecord(number));
const KEY = { testName: records[0]!.testName, environmentKey: records[0]!.environmentKey };
const now = () => new Date(day(0));
const ASIDE = 'baselines.damaged-2026-01-01T12-00-00-000Z';

async function filledDirectory(): Promise<{ directory: string; path: string; bytes: Buffer }> {
  const directory = temporaryDirectory();
  const store = await openSqliteStore({ directory });
  await store.append(records);
  await store.close();
  const path = join(directory, 'baselines.sqlite');
  return { directory, path, bytes: readFileSync(path) };
}

/** Changes one byte of a stored run's payload, without SQLite's knowing. */
function spoilPayload(bytes: Buffer, number: number): Buffer {
  const estimate = Buffer.alloc(8);
  estimate.writeDoubleLE(records[number]!.estimate);
  const spoilt = Buffer.from(bytes);
  spoilt[spoilt.indexOf(estimate)]! ^= 1;
  return spoilt;
}

describe('a damaged file', () => {
  it('is set aside as it is, and what it still holds is saved', async () => {
    const { directory, path, bytes } = await filledDirectory();
    const damaged = Buffer.from(bytes).fill(0, 0, 100);
    writeFileSync(path, damaged);
    const store = await openSqliteStore({ directory, now });
    expect(await store.history(KEY)).toEqual(records);
    expect(store.warnings()).toEqual([
      `The baselines in ${path} were damaged (file is not a database). The damaged file was set aside as ${ASIDE}.sqlite ` +
        'in the same directory; 40 of its runs were saved and none was lost. Tests whose runs are missing need new runs, ' +
        'or a backup, before their gate is back at full strength.',
    ]);
    await store.close();
    expect(readFileSync(join(directory, `${ASIDE}.sqlite`)).equals(damaged)).toBe(true);
    const names = [`${ASIDE}.sqlite`, 'baselines.lock', 'baselines.sqlite'];
    expect(readdirSync(directory).sort()).toEqual(names);
  });

  it('is sound afterwards, and warned of once', async () => {
    const { directory, path } = await filledDirectory();
    writeFileSync(path, 'these are not the baselines that you are looking for');
    await (await openSqliteStore({ directory })).close();
    const store = await openSqliteStore({ directory });
    expect(store.warnings()).toEqual([]);
    await store.close();
  });

  it('never takes the place of an earlier one', async () => {
    const { directory, path } = await filledDirectory();
    for (const content of ['first', 'second', 'third']) {
      writeFileSync(path, content);
      await (await openSqliteStore({ directory, now })).close();
    }
    const contents = ['', '-2', '-3'].map((suffix) =>
      readFileSync(join(directory, `${ASIDE}${suffix}.sqlite`), 'utf8'),
    );
    expect(contents).toEqual(['first', 'second', 'third']);
  });

  it.each(['-journal', '-wal', '-shm'])('takes its %s along, which belongs to no other file', async (suffix) => {
    const { directory, path } = await filledDirectory();
    writeFileSync(path, 'damaged');
    writeFileSync(path + suffix, 'of the damaged file');
    const store = await openSqliteStore({ directory, now });
    await store.append([records[0]!]);
    expect(await store.history(KEY)).toEqual([records[0]]);
    await store.close();
    expect(existsSync(path + suffix)).toBe(false);
  });

  it('that is empty has lost everything, and this is said', async () => {
    const { directory, path } = await filledDirectory();
    writeFileSync(path, '');
    const store = await openSqliteStore({ directory });
    expect(store.warnings()).toEqual([expect.stringMatching(/was empty.*lost/)]);
    await store.append([records[0]!]);
    expect(await store.history(KEY)).toEqual([records[0]]);
    await store.close();
  });

  it('stays where it is when no new file can be made', async () => {
    const { directory, path, bytes } = await filledDirectory();
    const damaged = Buffer.from(bytes).fill(0, 4096, 8192);
    writeFileSync(path, damaged);
    mkdirSync(join(directory, 'baselines.rebuilding.sqlite'));
    await expect(openSqliteStore({ directory })).rejects.toThrow(StoreError);
    expect(readFileSync(path).equals(damaged)).toBe(true);
    rmdirSync(join(directory, 'baselines.rebuilding.sqlite'));
    const store = await openSqliteStore({ directory });
    expect(await store.history(KEY)).toEqual(records);
    await store.close();
  });

  it('says how many runs could not be read', async () => {
    const { directory, path, bytes } = await filledDirectory();
    const spoilt = spoilPayload(spoilPayload(bytes, 3), 5);
    // The count of cells of the first page: the file must be looked through, which finds the spoilt rows as well.
    writeFileSync(path, spoilt.fill(0, 0, 16));
    const store = await openSqliteStore({ directory });
    expect(store.warnings()).toEqual([expect.stringContaining('38 of its runs were saved and 2 could not be read')]);
    expect(await store.history(KEY)).toHaveLength(38);
    await store.close();
  });
});

describe('damage that is met later', () => {
  it('is repaired in the middle of work', async () => {
    const { directory, path, bytes } = await filledDirectory();
    const store = await openSqliteStore({ directory });
    expect(await store.history(KEY)).toHaveLength(40);
    // In place, as a failing disk would: the file is the same one, and another page of it is read now.
    writeFileSync(path, Buffer.from(bytes).fill(0xff, 0, 4096));
    expect(await store.history(KEY)).toEqual(records);
    expect(store.warnings()).toEqual([expect.stringContaining('40 of its runs were saved')]);
    await store.append([runRecord(50)]);
    expect(await store.history(KEY)).toHaveLength(41);
    await store.close();
  });

  it('is repaired by a write as well', async () => {
    const { directory, path, bytes } = await filledDirectory();
    const store = await openSqliteStore({ directory });
    writeFileSync(path, Buffer.from(bytes).fill(0xff, 0, 4096));
    await store.append([runRecord(50)]);
    expect(await store.history(KEY)).toHaveLength(41);
    await store.close();
  });

  it('is found mended where another process was faster', async () => {
    const { directory, path, bytes } = await filledDirectory();
    const slower = await openSqliteStore({ directory });
    writeFileSync(path, Buffer.from(bytes).fill(0, 0, 100));
    const faster = await openSqliteStore({ directory });
    await slower.append([runRecord(50)]);
    expect(slower.warnings()).toEqual([]);
    expect(await faster.history(KEY)).toHaveLength(41);
    expect(readdirSync(directory).filter((name) => name.includes('damaged'))).toHaveLength(1);
    await slower.close();
    await faster.close();
  });

  it('may be that the file is gone, which is said', async () => {
    const { directory, path } = await filledDirectory();
    const store = await openSqliteStore({ directory });
    unlinkSync(path);
    await store.append([runRecord(50)]);
    expect(await store.history(KEY)).toEqual([runRecord(50)]);
    expect(store.warnings()).toEqual([expect.stringContaining('was removed while it was in use')]);
    await store.close();
    expect(existsSync(path)).toBe(true);
  });
});

describe('a damaged row in a sound file', () => {
  it('is left out, counted once however often it is met, and removed by pruning', async () => {
    const { directory, path, bytes } = await filledDirectory();
    writeFileSync(path, spoilPayload(spoilPayload(bytes, 3), 5));
    const store = await openSqliteStore({ directory });
    expect(store.warnings()).toEqual([]);
    const sound = records.filter((_, number) => number !== 3 && number !== 5);
    for (let time = 0; time < 3; time++) expect(await store.history(KEY)).toEqual(sound);
    expect(await store.series()).toMatchObject([{ runs: 38 }]);
    expect(store.warnings()).toEqual([expect.stringMatching(/^2 stored runs in .* did not match the checksum/)]);
    expect(await store.setStatus(KEY, 'run-3', 'accepted')).toBe(false);

    expect(await store.prune({ olderThanDays: 365, keepRuns: 100, now: new Date(day(41)) })).toBe(0);
    await store.close();
    const again = await openSqliteStore({ directory });
    expect(await again.history(KEY)).toEqual(sound);
    expect(again.warnings()).toEqual([]);
    await again.close();
  });

  it('is one run where it is one', async () => {
    const { directory, path, bytes } = await filledDirectory();
    writeFileSync(path, spoilPayload(bytes, 3));
    const store = await openSqliteStore({ directory });
    await store.history(KEY);
    expect(store.warnings()).toEqual([expect.stringMatching(/^1 stored run in/)]);
    await store.close();
  });

  it('may be one whose status or method SQL has changed to what there is none of', async () => {
    const { directory, path } = await filledDirectory();
    const { DatabaseSync } = await loadDriver();
    const db = new DatabaseSync(path);
    db.exec('UPDATE measurement SET status = 9 WHERE id = 1; UPDATE measurement SET method = -1 WHERE id = 2');
    db.exec("UPDATE run SET branch = 'another' WHERE run_id = 'run-7'");
    db.close();
    const store = await openSqliteStore({ directory });
    expect(await store.history(KEY)).toHaveLength(37);
    expect(store.warnings()).toEqual([expect.stringMatching(/^3 stored runs/)]);
    await store.close();
  });
});

describe('a directory for baselines', () => {
  it('is made where it is missing, and kept out of version control', async () => {
    const directory = join(temporaryDirectory(), 'deep', 'inside');
    await (await openSqliteStore({ directory })).close();
    expect(readFileSync(join(directory, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('is left as it is where it is there', async () => {
    const directory = temporaryDirectory();
    mkdirSync(directory, { recursive: true });
    await (await openSqliteStore({ directory })).close();
    expect(readdirSync(directory).sort()).toEqual(['baselines.lock', 'baselines.sqlite']);
  });
});
