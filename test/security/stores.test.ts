import { closeSync, ftruncateSync, openSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checksum } from '../../src/baselines/encoding/checksum.ts';
import { encodeMeasurement } from '../../src/baselines/encoding/measurement-codec.ts';
import { withRunDigest, withSeriesDigest } from '../../src/baselines/encoding/stored-row.ts';
import { connect, transaction } from '../../src/baselines/sqlite/connection.ts';
import { loadDriver, type SqliteDatabase } from '../../src/baselines/sqlite/driver.ts';
import { Queries } from '../../src/baselines/sqlite/queries.ts';
import { openSqliteStore } from '../../src/baselines/sqlite/sqlite-store.ts';
import { StoreError } from '../../src/errors.ts';
import type { RunRecord } from '../../src/model/baseline.ts';
import { processSummary, runRecord, sketchOfBuckets } from '../baselines/records.ts';
import { evenkeelCommand, run } from '../faults/processes.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';

const records = Array.from({ length: 30 }, (_, i) => runRecord(i, { testName: `test ${i % 3}` }));
const ENDLESS = 'WITH RECURSIVE endless(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM endless) SELECT';

/** A store that somebody else has written to. */
async function storeWith(tamper: (db: SqliteDatabase) => void, runs: readonly RunRecord[] = records): Promise<string> {
  const directory = temporaryDirectory();
  const store = await openSqliteStore({ directory });
  await store.append(runs);
  await store.close();
  const db = connect(await loadDriver(), join(directory, 'baselines.sqlite'), 1000, { defensive: false });
  tamper(db);
  db.close();
  return directory;
}

async function savedIn(directory: string): Promise<number> {
  const store = await openSqliteStore({ directory });
  let saved = 0;
  for (const key of await store.series()) saved += (await store.history(key)).length;
  await store.append([runRecord(99, { testName: 'new' })]);
  await store.close();
  return saved;
}

/** What is put in place of, or beside, what evenkeel made; and how many of the runs are to be saved. */
const SCHEMAS: readonly (readonly [what: string, sql: string, saved: number])[] = [
  [
    'a view without end in place of a table',
    `ALTER TABLE measurement RENAME TO hidden;
     CREATE VIEW measurement AS ${ENDLESS} n AS id, 1 AS series, 1 AS run, 0 AS method, 0 AS status, 0 AS checksum, x'00' AS payload FROM endless;`,
    30,
  ],
  [
    'views without end in place of all tables',
    `DROP TABLE measurement; DROP TABLE series; DROP TABLE run;
     CREATE VIEW measurement AS ${ENDLESS} n AS id, 1 AS series, 1 AS run, 0 AS method, 0 AS status, 0 AS checksum, x'00' AS payload FROM endless;
     CREATE VIEW series AS ${ENDLESS} n AS id, 'x' AS test_name, 'y' AS environment_key FROM endless;
     CREATE VIEW run AS ${ENDLESS} n AS id, 'x' AS run_id, 'y' AS recorded_at, NULL AS commit_hash, NULL AS branch, NULL AS is_dirty FROM endless;`,
    // From the pages of the tables that are gone.
    30,
  ],
  ['a view beside the tables', `CREATE VIEW x AS ${ENDLESS} n FROM endless;`, 30],
  [
    'a trigger that never ends',
    `CREATE TRIGGER x AFTER INSERT ON measurement BEGIN INSERT INTO series (test_name, environment_key) ${ENDLESS} n, n FROM endless; END;`,
    30,
  ],
  [
    'a trigger that removes what is stored',
    'CREATE TRIGGER x AFTER INSERT ON run BEGIN DELETE FROM measurement; END;',
    30,
  ],
  [
    'a column that is worked out',
    `ALTER TABLE series ADD COLUMN x TEXT GENERATED ALWAYS AS (printf('%.*c', 100000000, 'x')) VIRTUAL;`,
    30,
  ],
  ['an index of what is worked out', `CREATE INDEX x ON series (length(printf('%.*c', 10000000, test_name)));`, 30],
  ['a partial index', 'CREATE INDEX x ON series (id) WHERE length(hex(test_name)) > 0;', 30],
  ['another table', 'CREATE TABLE x (y);', 30],
  [
    'a table that checks what is in it',
    "CREATE TABLE x (y CHECK (length(printf('%.*c', 10000000, y)) > 0)); INSERT INTO x VALUES ('a');",
    30,
  ],
  ['a thousand tables', Array.from({ length: 1000 }, (_, i) => `CREATE TABLE x${i} (y);`).join(''), 30],
  ['an index less', 'DROP INDEX run_identity;', 30],
];

describe('a store with a schema of others', () => {
  it.each(SCHEMAS)('is set aside, nothing in it is run, and what is sound is saved: %s', async (_what, sql, saved) => {
    const directory = await storeWith((db) => db.exec(sql));
    // In a process of its own, because a query without end could not be interrupted here.
    const { exitCode, out, err } = await run([...evenkeelCommand('baseline', 'list'), '--cache', directory], {
      cwd: directory,
      onStart: (child) => setTimeout(() => child.kill('SIGKILL'), 40_000).unref(),
    });
    expect(exitCode).toBe(0);
    expect(err).toMatch(/^warning: The baselines in .* were damaged \(its tables are not those that it was made with/);
    expect(err).toContain(`; ${saved} of its runs were saved`);
    if (saved > 0) expect(out).toContain('3 baseline series');
    expect(readdirSync(directory).filter((name) => name.startsWith('baselines.damaged-'))).not.toEqual([]);
    expect(await savedIn(directory)).toBe(saved);
    const second = await run([...evenkeelCommand('baseline', 'list'), '--cache', directory], { cwd: directory });
    expect(second.err).toBe('');
  });

  it('says what is in it that does not belong there', async () => {
    const directory = await storeWith((db) => db.exec('CREATE VIEW "x\u001b[31m::error::" AS SELECT 1'));
    const { err } = await run([...evenkeelCommand('baseline', 'list'), '--cache', directory], { cwd: directory });
    expect(err).toContain('(its tables are not those that it was made with: there is a view "x\\u001b[31m::error::")');
  });
});

describe('a store whose pages lead in circles', () => {
  it('is read once', async () => {
    const runs = Array.from({ length: 4000 }, (_, i) =>
      runRecord(i % 300, { testName: `test ${i}`, runId: `${i % 300}` }),
    );
    const directory = await storeWith(() => undefined, runs);
    const path = join(directory, 'baselines.sqlite');
    const bytes = readFileSync(path);
    const PAGE = 4096;
    let changed = 0;
    for (let page = PAGE; page < bytes.length; page += PAGE) {
      // An inner page of a table or an index: all of its children become the first one.
      const kind = bytes[page];
      if (kind !== 5 && kind !== 2) continue;
      const cells = bytes.readUInt16BE(page + 3);
      const first = bytes.readUInt32BE(page + bytes.readUInt16BE(page + 12));
      for (let i = 0; i < cells; i++) bytes.writeUInt32BE(first, page + bytes.readUInt16BE(page + 12 + 2 * i));
      bytes.writeUInt32BE(first, page + 8);
      changed++;
    }
    expect(changed).toBeGreaterThan(1);
    writeFileSync(path, bytes);
    const store = await openSqliteStore({ directory });
    const found = await store.series();
    expect(store.warnings().join()).toContain('were damaged');
    expect(found.length).toBeLessThanOrEqual(runs.length);
    expect(store.losses.isComplete).toBe(false);
    await store.close();
  });
});

describe('a store that is larger than any', () => {
  it('is not looked over, and not touched', async () => {
    const directory = await storeWith(() => undefined);
    const path = join(directory, 'baselines.sqlite');
    const file = openSync(path, 'r+');
    // Without content, as nothing of it may be read.
    ftruncateSync(file, 300 * 2 ** 20);
    closeSync(file);
    await expect(openSqliteStore({ directory })).rejects.toThrow(StoreError);
    await expect(openSqliteStore({ directory })).rejects.toThrow(
      /has more than 256 MB, which no store of evenkeel has; it was not touched/,
    );
    expect(statSync(path).size).toBe(300 * 2 ** 20);
  });
});

describe('a store with runs that cannot have been measured', () => {
  const IMPOSSIBLE: readonly (readonly [problem: string, parts: Partial<RunRecord>])[] = [
    ['recordedAt is not an ISO 8601 time from 1970 to 2099', { recordedAt: '9999-01-01T00:00:00.000Z' }],
    ['estimate is not a number of seconds', { estimate: -1 }],
    ['estimate is not a number of seconds', { estimate: 1e308 }],
    ['A stored run says that it has 200000 processes', { processes: Array(200_000).fill(processSummary()) }],
    ['processes[0].callsPerSample is not', { processes: [processSummary({ callsPerSample: 2 ** 50 })] }],
    [
      'processes[0].sketch.buckets stand for samples',
      { processes: [processSummary({ sketch: sketchOfBuckets([[1e6, 1]]) })] },
    ],
    ['testName has more than 10000 characters', { testName: 'x'.repeat(50_000) }],
    ['commit is not the hash of a commit', { commit: 'refs/heads/main' }],
  ];

  it.each(IMPOSSIBLE)('leaves them out, says so, and loses nothing else: %s', async (problem, parts) => {
    const wrong = runRecord(50, { testName: 'test 1', runId: 'wrong', ...parts });
    // With its own checksum: as another program would write it.
    const directory = await storeWith((db) => transaction(db, 'IMMEDIATE', () => new Queries(db).insert(wrong)));
    const store = await openSqliteStore({ directory });
    const series = await store.series();
    const histories = await Promise.all(series.map((key) => store.history(key)));
    expect(histories.flat()).toEqual(expect.arrayContaining(records));
    expect(histories.flat()).toHaveLength(records.length);
    const [warning, ...others] = store.warnings();
    expect(others).toEqual([]);
    expect(warning).toMatch(/^1 stored run in .* holds what cannot have been measured, and it was left out: "/);
    expect(warning).toContain(problem);
    expect(warning!.length).toBeLessThan(1000);
    expect(store.losses).toMatchObject({ isComplete: true, lost: [{ runId: 'wrong' }] });
    await store.prune({ olderThanDays: 100_000, keepRuns: 1000, now: new Date() });
    await store.close();

    const again = await openSqliteStore({ directory });
    for (const key of await again.series()) await again.history(key);
    expect(again.warnings()).toEqual([]);
    await again.close();
  });

  it('is pruned by the command, which looks at all of them', async () => {
    const wrong = runRecord(50, { testName: 'test 1', estimate: -1 });
    const directory = await storeWith((db) => transaction(db, 'IMMEDIATE', () => new Queries(db).insert(wrong)));
    const prune = () =>
      run([...evenkeelCommand('baseline', 'prune'), '--days', '100000', '--runs', '1000', '--cache', directory], {
        cwd: directory,
      });
    expect(await prune()).toMatchObject({ exitCode: 0, err: expect.stringContaining('cannot have been measured') });
    expect(await prune()).toMatchObject({ exitCode: 0, err: '' });
    expect(await savedIn(directory)).toBe(records.length);
  });

  /** Gives a stored run another payload, and the checksum that belongs to it. */
  function forge(db: SqliteDatabase, payload: Uint8Array): void {
    const measurement = db.prepare('SELECT id, series, run, method, status FROM measurement LIMIT 1').get() as Record<
      string,
      number
    >;
    const { digest: series } = withSeriesDigest(
      db
        .prepare('SELECT id, test_name AS testName, environment_key AS environmentKey, metric FROM series WHERE id = ?')
        .get(measurement.series!) as never,
    );
    const { digest: ofRun } = withRunDigest(
      db
        .prepare(
          'SELECT id, run_id AS runId, recorded_at AS recordedAt, commit_hash AS commitHash, branch, is_dirty AS isDirty FROM run WHERE id = ?',
        )
        .get(measurement.run!) as never,
    );
    const sum = checksum(payload, checksum(`${series} ${ofRun} ${measurement.method} ${measurement.status}`));
    db.prepare('UPDATE measurement SET payload = ?, checksum = ? WHERE id = ?').run(payload, sum, measurement.id!);
  }

  it.each([
    ['nothing', new Uint8Array()],
    ['a newer layout', Uint8Array.of(9, 9, 9)],
    ['half of a run', encodeMeasurement(records[0]!).slice(0, 40)],
    ['more than a run', Uint8Array.of(...encodeMeasurement(records[0]!), 0)],
    ['a number that never ends', Uint8Array.of(2, ...new Uint8Array(40).fill(0xff))],
    [
      'ten million buckets',
      Uint8Array.of(
        ...encodeMeasurement({ ...records[0]!, processes: [processSummary({ sketch: sketchOfBuckets([]) })] }).slice(
          0,
          -1,
        ),
        0x80,
        0xad,
        0xe2,
        0x04,
        ...new Uint8Array(1000),
      ),
    ],
  ])('leaves out a row of %s that has its own checksum', async (_what, payload) => {
    const directory = await storeWith((db) => forge(db, payload));
    const store = await openSqliteStore({ directory });
    const histories = await Promise.all((await store.series()).map((key) => store.history(key)));
    expect(histories.flat()).toHaveLength(records.length - 1);
    expect(store.warnings().join()).toMatch(/^1 stored run in .*cannot have been measured/);
    await store.close();
  });
});
