import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDriver } from '../../../src/baselines/sqlite/driver.ts';
import { storeFiles } from '../../../src/baselines/sqlite/files.ts';
import { openDatabase } from '../../../src/baselines/sqlite/open-database.ts';
import { MIGRATIONS, migrate, readVersion, schemaOf } from '../../../src/baselines/sqlite/schema.ts';
import { openSqliteStore } from '../../../src/baselines/sqlite/sqlite-store.ts';
import type { RunRecord } from '../../../src/model/baseline.ts';
import { median } from '../../../src/statistics/core/median.ts';
import { sketchOf } from '../../../src/statistics/core/quantile-sketch.ts';
import { day, runRecord, seededRandom } from '../records.ts';
import { useTemporaryDirectory } from './temporary-directory.ts';

const temporaryDirectory = useTemporaryDirectory();

describe('the one file', () => {
  it('holds every run as soon as it is added, while the store is still open', async () => {
    const directory = temporaryDirectory();
    const copy = temporaryDirectory();
    const store = await openSqliteStore({ directory });
    await store.append([runRecord(1), runRecord(2)]);
    copyFileSync(join(directory, 'baselines.sqlite'), join(copy, 'baselines.sqlite'));
    await store.close();
    const restored = await openSqliteStore({ directory: copy });
    expect(await restored.history(runRecord(1))).toEqual([runRecord(1), runRecord(2)]);
    expect(restored.warnings()).toEqual([]);
    await restored.close();
  });

  it('takes in what lies outside of it, in a write-ahead log that another program has switched on', async () => {
    const directory = temporaryDirectory();
    const copy = temporaryDirectory();
    await (await openSqliteStore({ directory })).close();
    const path = join(directory, 'baselines.sqlite');
    const { DatabaseSync } = await loadDriver();
    const db = new DatabaseSync(path);
    db.exec('PRAGMA journal_mode = WAL');
    db.close();
    const store = await openSqliteStore({ directory });
    await store.append([runRecord(1)]);
    copyFileSync(path, join(copy, 'baselines.sqlite'));
    await store.close();
    const restored = await openSqliteStore({ directory: copy });
    expect(await restored.history(runRecord(1))).toEqual([runRecord(1)]);
    await restored.close();
  });

  it('is there whole or not at all, wherever its making ends', async () => {
    const { DatabaseSync } = await loadDriver();
    const spoken: string[] = [];
    let last = Number.POSITIVE_INFINITY;
    class Ending extends DatabaseSync {
      override exec(sql: string): void {
        if (spoken.push(sql) > last) throw new Error('this is where it ends');
        super.exec(sql);
      }
    }
    const make = (directory: string) =>
      openDatabase({
        driver: { DatabaseSync: Ending },
        files: storeFiles(directory),
        busyTimeoutMs: 0,
        now: () => new Date(day(1)),
      });
    make(temporaryDirectory()).db.close();
    const steps = spoken.length;
    expect(steps).toBeGreaterThan(8);
    let ended = 0;
    for (let step = 1; step < steps; step++) {
      const directory = temporaryDirectory();
      const path = join(directory, 'baselines.sqlite');
      [spoken.length, last] = [0, step];
      try {
        make(directory).db.close();
      } catch {
        // Not where the lock is given back, when everything is done.
        ended++;
      }
      expect(existsSync(path) && statSync(path).size === 0, `step ${step}`).toBe(false);
      const store = await openSqliteStore({ directory });
      await store.append([runRecord(1)]);
      expect(store.warnings(), `step ${step}`).toEqual([]);
      await store.close();
      expect(readdirSync(directory).filter((name) => name.startsWith('baselines.re'))).toEqual([]);
    }
    expect(ended).toBeGreaterThan(8);
  });

  it('takes nothing from a journal whose database is gone', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'baselines.sqlite');
    const { DatabaseSync } = await loadDriver();
    await (await openSqliteStore({ directory })).close();
    const db = new DatabaseSync(path);
    db.exec('PRAGMA cache_size = 1; BEGIN');
    for (let id = 1; id < 500; id++) db.exec(`INSERT INTO series VALUES (${id}, '${'x'.repeat(500)}${id}', 'x', '')`);
    const journal = readFileSync(`${path}-journal`);
    db.close();
    rmSync(path);
    writeFileSync(`${path}-journal`, journal);
    const store = await openSqliteStore({ directory });
    await store.append([runRecord(1)]);
    expect(await store.series()).toHaveLength(1);
    expect(store.warnings()).toEqual([]);
    await store.close();
  });

  it('is found by whatever name its directory has', async () => {
    const directory = join(temporaryDirectory(), "it's 100 % ünusual?#");
    mkdirSync(directory);
    const store = await openSqliteStore({ directory });
    await store.append([runRecord(1)]);
    await store.close();
    expect(statSync(join(directory, 'baselines.sqlite')).size).toBeGreaterThan(4096);
  });

  it('uses the space of runs that are gone again', async () => {
    const directory = temporaryDirectory();
    const store = await openSqliteStore({ directory });
    const size = () => statSync(join(directory, 'baselines.sqlite')).size;
    const options = { olderThanDays: 365, keepRuns: 10, now: new Date(day(200)) };
    const addRuns = async (from: number) => {
      for (let run = from; run < from + 20; run++) {
        await store.append(Array.from({ length: 50 }, (_, test) => runRecord(run, { testName: `test ${test}` })));
        await store.prune(options);
      }
    };
    await addRuns(0);
    const before = size();
    await addRuns(20);
    await addRuns(40);
    expect(size()).toBeLessThan(before * 1.25);
    await store.close();
  });
});

describe('the schema', () => {
  it('is reached step by step, from any version', async () => {
    const { DatabaseSync } = await loadDriver();
    const db = new DatabaseSync(':memory:');
    migrate(db);
    expect(readVersion(db)).toBe(MIGRATIONS.length);
    const steps = [...MIGRATIONS, 'CREATE TABLE later (x)', 'ALTER TABLE later ADD COLUMN y'];
    migrate(db, steps);
    migrate(db, steps);
    expect(readVersion(db)).toBe(steps.length);
    expect(db.prepare('SELECT x, y FROM later').all()).toEqual([]);
    db.close();
  });

  it('stays as it was where a step fails', async () => {
    const { DatabaseSync } = await loadDriver();
    const db = new DatabaseSync(':memory:');
    migrate(db);
    expect(() => migrate(db, [...MIGRATIONS, 'CREATE TABLE later (x)', 'nonsense'])).toThrow(/syntax/);
    expect(readVersion(db)).toBe(MIGRATIONS.length);
    expect(() => db.prepare('SELECT x FROM later')).toThrow(/no such table/);
    db.close();
  });

  it('is reached or not for the reason that SQLite gives, even where it has rolled back by itself', async () => {
    const { DatabaseSync } = await loadDriver();
    const db = new DatabaseSync(':memory:');
    expect(() => migrate(db, ['ROLLBACK', 'nonsense'])).toThrow(/syntax/);
    db.close();
  });

  it('of version 1 is known, so that a file of it can be told from a damaged one', async () => {
    const names = schemaOf(await loadDriver(), 1).map((object) => object.name);
    expect(names).toEqual(['measurement', 'measurement_identity', 'run', 'run_identity', 'series', 'series_identity']);
  });
});

/** Times as they come on a shared machine: 3 % of spread, and one in twenty up to three times slower. */
function noisySamples(random: () => number, location: number): number[] {
  return Array.from({ length: 100 }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return location * Math.exp(0.03 * normal) * (random() < 0.05 ? 1 + 2 * random() : 1);
  });
}

function noisyRun(random: () => number, number: number, test: number): RunRecord {
  const processes = Array.from({ length: 5 }, () => {
    const samples = noisySamples(random, 1e-6 * 1.01 ** test);
    const callsPerSample = Math.ceil(random() * 5000);
    const position = Math.floor(random() * 1000);
    return {
      location: median(samples),
      control: 1e-4 * random(),
      cpuTime: Math.fround(1e-4 * random()),
      controlCpuTime: Math.fround(1e-4 * random()),
      callsPerSample,
      position,
      sketch: sketchOf(samples),
    };
  });
  const estimate = median(processes.map((process) => process.location));
  return runRecord(number, {
    testName: `src/module-${test % 40}/feature.perf.ts > does one thing or another (${test})`,
    environmentKey: 'linux-x86_64-amd_epyc_7763-4cpu-node22-github_actions',
    runId: `01234567-89ab-cdef-0123-${String(number).padStart(12, '0')}`,
    estimate,
    processes,
  });
}

describe('a store of 1,000 tests at the default retention', { timeout: 300_000 }, () => {
  it('stays below 10 MB', async () => {
    const directory = temporaryDirectory();
    const random = seededRandom(7);
    const store = await openSqliteStore({ directory });
    for (let run = 0; run < 30; run++) {
      await store.append(Array.from({ length: 1000 }, (_, test) => noisyRun(random, run, test)));
    }
    expect(await store.prune({ olderThanDays: 30, keepRuns: 30, now: new Date(day(29)) })).toBe(0);
    await store.close();
    expect(statSync(join(directory, 'baselines.sqlite')).size).toBeLessThan(10_000_000);
  });
});
