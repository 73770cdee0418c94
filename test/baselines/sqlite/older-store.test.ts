import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checksum } from '../../../src/baselines/encoding/checksum.ts';
import { encodeMeasurement } from '../../../src/baselines/encoding/measurement-codec.ts';
import { toRows } from '../../../src/baselines/encoding/stored-row.ts';
import { loadDriver } from '../../../src/baselines/sqlite/driver.ts';
import { MIGRATIONS, migrate, readVersion } from '../../../src/baselines/sqlite/schema.ts';
import { openSqliteStore } from '../../../src/baselines/sqlite/sqlite-store.ts';
import type { RunRecord } from '../../../src/model/baseline.ts';
import { day, madeWith, runRecord } from '../records.ts';
import { useTemporaryDirectory } from './temporary-directory.ts';

const temporaryDirectory = useTemporaryDirectory();
const records = Array.from({ length: 40 }, (_, number) => runRecord(number));
const KEY = { testName: records[0]!.testName, environmentKey: records[0]!.environmentKey };
const now = () => new Date(day(0));

/** Writes a store as the first version of the schema had it: no run says whether the tree was as committed. */
async function firstVersion(): Promise<{ directory: string; path: string }> {
  const directory = temporaryDirectory();
  const path = join(directory, 'baselines.sqlite');
  mkdirSync(directory, { recursive: true });
  const { DatabaseSync } = await loadDriver();
  const db = new DatabaseSync(path);
  migrate(db, MIGRATIONS.slice(0, 1));
  db.prepare('INSERT INTO series VALUES (1, ?, ?)').run(KEY.testName, KEY.environmentKey);
  for (const [index, record] of records.entries()) {
    const run = [record.runId, record.recordedAt, record.commit, record.branch];
    db.prepare('INSERT INTO run VALUES (?, ?, ?, ?, ?)').run(index + 1, ...run);
    const payload = encodeMeasurement(record);
    const digests = [JSON.stringify([KEY.testName, KEY.environmentKey]), JSON.stringify(run)].map((text) =>
      checksum(text),
    );
    const sum = checksum(payload, checksum(`${digests.join(' ')} 0 0`));
    db.prepare('INSERT INTO measurement VALUES (?, 1, ?, 0, 0, ?, ?)').run(index + 1, index + 1, sum, payload);
  }
  db.close();
  return { directory, path };
}

/** Writes a store as the version before this schema had it: nobody knows what runs were made with. */
async function versionBefore(): Promise<string> {
  const directory = temporaryDirectory();
  mkdirSync(directory, { recursive: true });
  const { DatabaseSync } = await loadDriver();
  const db = new DatabaseSync(join(directory, 'baselines.sqlite'));
  migrate(db, MIGRATIONS.slice(0, 4));
  const [{ series, run, measurement }] = [toRows(records[0]!)];
  db.prepare('INSERT INTO series VALUES (1, ?, ?, ?)').run(series.testName, series.environmentKey, series.metric);
  db.prepare('INSERT INTO run VALUES (1, ?, ?, ?, ?, ?)').run(
    ...[run.runId, run.recordedAt, run.commitHash, run.branch, run.isDirty],
  );
  db.prepare('INSERT INTO measurement VALUES (1, 1, 1, ?, ?, ?, ?)').run(
    ...[measurement.method, measurement.status, measurement.checksum, measurement.payload],
  );
  db.close();
  return directory;
}

const unknown = (record: RunRecord) => ({ ...record, isDirty: null });

describe('a store of the first version', () => {
  it('opens with all that it holds, and takes what the newest one knows', async () => {
    const { directory, path } = await firstVersion();
    const store = await openSqliteStore({ directory });
    expect(store.warnings()).toEqual([]);
    expect(await store.history(KEY)).toEqual(records.map(unknown));
    const later = [runRecord(50, { isDirty: true }), runRecord(51, { isDirty: false })];
    await store.append(later);
    await store.setStatus(KEY, 'run-3', 'accepted');
    await store.close();
    const again = await openSqliteStore({ directory });
    const history = await again.history(KEY);
    expect(history.slice(40)).toEqual(later);
    expect(history[3]).toEqual({ ...unknown(records[3]!), status: 'accepted' });
    expect(again.warnings()).toEqual([]);
    await again.close();
    const { DatabaseSync } = await loadDriver();
    const db = new DatabaseSync(path);
    expect(readVersion(db)).toBe(MIGRATIONS.length);
    db.close();
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['its header', (bytes) => bytes.fill(0, 0, 100)],
    ['its mark', (bytes) => bytes.fill(0, 68, 72)],
    ['the page of its table of runs', (bytes) => spoilPageOf(bytes, 'run-7', 0)],
    ['the page of its index of runs', (bytes) => spoilPageOf(bytes, 'run-7', 1)],
  ])('is saved whole where the damage is in %s', async (_what, damage) => {
    const { directory, path } = await firstVersion();
    writeFileSync(path, damage(readFileSync(path)));
    const store = await openSqliteStore({ directory, now });
    expect(store.warnings()).toEqual([expect.stringContaining('40 of its runs were saved and none was lost')]);
    expect(await store.history(KEY)).toEqual(records.map(unknown));
    await store.close();
  });

  it('whose header is damaged after it was brought up to date is saved whole', async () => {
    const { directory, path } = await firstVersion();
    const store = await openSqliteStore({ directory });
    await store.append([runRecord(50, { isDirty: true })]);
    await store.close();
    writeFileSync(path, readFileSync(path).fill(0, 0, 100));
    const saved = await openSqliteStore({ directory, now });
    expect(await saved.history(KEY)).toEqual([...records.map(unknown), runRecord(50, { isDirty: true })]);
    await saved.close();
  });
});

describe('what runs were made with', () => {
  it('is asked of a store that was made before anybody asked', async () => {
    const directory = await versionBefore();
    const store = await openSqliteStore({ directory });
    const later = runRecord(50, { madeWith: madeWith() });
    expect(await store.history(KEY)).toEqual([records[0]]);
    await store.append([later]);
    expect(await store.history(KEY)).toEqual([records[0], later]);
    expect(store.warnings()).toEqual([]);
    await store.close();
  });

  it('is left out where it is damaged, which is said, and nothing else is', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'baselines.sqlite');
    const store = await openSqliteStore({ directory });
    await store.append([
      runRecord(1, { madeWith: madeWith() }),
      runRecord(2, { madeWith: madeWith({ node: '22.0.0' }) }),
    ]);
    await store.close();
    const bytes = readFileSync(path);
    bytes.write('99', bytes.indexOf('"node":"20.19.5"') + 8);
    writeFileSync(path, bytes);
    const again = await openSqliteStore({ directory, now });
    expect(await again.history(KEY)).toEqual([runRecord(1), runRecord(2, { madeWith: madeWith({ node: '22.0.0' }) })]);
    expect(again.warnings()).toEqual([expect.stringMatching(/^What some stored runs were made with .*did not match/)]);
    await again.close();
  });

  it('is lost with the table of runs, and nothing else is', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'baselines.sqlite');
    const store = await openSqliteStore({ directory });
    await store.append(records.map((record) => ({ ...record, madeWith: madeWith() })));
    await store.close();
    writeFileSync(path, spoilPageOf(readFileSync(path), 'run-7', 0));
    const saved = await openSqliteStore({ directory, now });
    expect(saved.warnings()).toEqual([expect.stringContaining('40 of its runs were saved and none was lost')]);
    const history = await saved.history(KEY);
    expect(history.map(({ madeWith: _, ...record }) => record)).toEqual(records);
    await saved.close();
  });
});

describe('whether the tree was as committed', () => {
  it('is saved where the table of runs is lost and its index is left', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'baselines.sqlite');
    const runs = records.map((record, number) => ({ ...record, isDirty: [true, false, null][number % 3]! }));
    const store = await openSqliteStore({ directory });
    await store.append(runs);
    await store.close();
    writeFileSync(path, spoilPageOf(readFileSync(path), 'run-7', 0));
    const saved = await openSqliteStore({ directory, now });
    expect(saved.warnings()).toEqual([expect.stringContaining('40 of its runs were saved and none was lost')]);
    expect(await saved.history(KEY)).toEqual(runs);
    await saved.close();
  });
});

const PAGE_SIZE = 4096;

/** Spoils the header of the page with the nth occurrence of a text; a table comes before its index. */
function spoilPageOf(bytes: Buffer, text: string, occurrence: number): Buffer {
  let at = -1;
  for (let number = 0; number <= occurrence; number++) at = bytes.indexOf(text, at + 1);
  const page = Math.floor(at / PAGE_SIZE) * PAGE_SIZE;
  return bytes.fill(0xff, page, page + 12);
}
