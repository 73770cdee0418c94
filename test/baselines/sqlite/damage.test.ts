import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Losses } from '../../../src/baselines/sqlite/salvage.ts';
import { openSqliteStore } from '../../../src/baselines/sqlite/sqlite-store.ts';
import type { BaselineStore } from '../../../src/baselines/store.ts';
import { StoreError } from '../../../src/errors.ts';
import type { RunRecord } from '../../../src/model/baseline.ts';
import { runRecord, seededRandom } from '../records.ts';
import { IN_MEMORY, useTemporaryDirectory } from './temporary-directory.ts';

const temporaryDirectory = useTemporaryDirectory(IN_MEMORY);
const [TESTS, RUNS] = [12, 10];

const records: RunRecord[] = Array.from({ length: RUNS }, (_, number) => number).flatMap((number) =>
  Array.from({ length: TESTS }, (_, test) =>
    runRecord(number, { testName: `test ${test}`, status: number === 4 ? 'accepted' : 'recorded' }),
  ),
);
const truth = new Map(records.map((record) => [JSON.stringify([record.testName, record.runId]), record]));
let sound: Buffer;

beforeAll(async () => {
  const directory = temporaryDirectory();
  const store = await openSqliteStore({ directory });
  for (let run = 0; run < RUNS; run++) await store.append(records.slice(run * TESTS, run * TESTS + TESTS));
  await store.close();
  sound = readFileSync(join(directory, 'baselines.sqlite'));
});

/** Everything that can be had from a store: by its list of series, and by asking for every test there ever was. */
async function readAll(store: BaselineStore): Promise<RunRecord[]> {
  const listed = await store.series();
  const found: RunRecord[] = [];
  for (let test = 0; test < TESTS; test++) {
    const runs = await store.history({ testName: `test ${test}`, environmentKey: records[0]!.environmentKey });
    const overview = listed.find((series) => series.testName === `test ${test}`);
    expect(overview?.runs ?? 0).toBe(runs.length);
    found.push(...runs);
  }
  expect(listed.reduce((sum, series) => sum + series.runs, 0)).toBe(found.length);
  return found;
}

type Outcome = 'unharmed' | 'said' | 'refused';

let saved: number[] = [];

let named: number[] = [];

/** Opens a damaged file and holds the result to the truth. */
async function outcomeOf(damaged: Uint8Array): Promise<Outcome> {
  const directory = temporaryDirectory();
  try {
    return await outcomeIn(directory, damaged);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function outcomeIn(directory: string, damaged: Uint8Array): Promise<Outcome> {
  const path = join(directory, 'baselines.sqlite');
  writeFileSync(path, damaged);
  let store: Awaited<ReturnType<typeof openSqliteStore>>;
  try {
    store = await openSqliteStore({ directory, busyTimeoutMs: 100 });
  } catch (error) {
    expect(error).toBeInstanceOf(StoreError);
    expect((error as StoreError).message).toContain(path);
    expect(readFileSync(path).equals(damaged)).toBe(true);
    return 'refused';
  }
  const found = await readAll(store);
  for (const record of found) expect(record).toEqual(truth.get(JSON.stringify([record.testName, record.runId])));
  saved.push(found.length / records.length);
  const warnings = store.warnings();
  expect(new Set(warnings).size).toBe(warnings.length);
  if (found.length < records.length) expect(warnings).not.toEqual([]);
  expectLossesTold(found, store.losses);
  const isWritable = await expectUsable(store);
  await store.close();
  if (!isWritable) return 'refused';
  expectSetAside(directory, warnings, damaged);
  return warnings.length === 0 ? 'unharmed' : 'said';
}

/** Every run is there, or is among those that are said to be lost, where it is said that these are all. */
function expectLossesTold(found: readonly RunRecord[], { lost, isComplete }: Losses): void {
  const missing = new Set(truth.keys());
  for (const { testName, runId } of found) missing.delete(JSON.stringify([testName, runId]));
  if (isComplete) expect(lost.length).toBe(missing.size);
  else expect(lost.length).toBeLessThanOrEqual(missing.size);
  const told = lost.filter(({ testName, runId }) => missing.has(JSON.stringify([testName, runId])));
  if (missing.size > 0) named.push(told.length / missing.size);
}

/** A bit of the header forbids writing to a file; then this must be said, and else it must work. */
async function expectUsable(store: BaselineStore): Promise<boolean> {
  const record = runRecord(99, { testName: 'after the damage' });
  const refusal = await store.append([record]).catch((error: unknown) => error);
  if (refusal !== undefined) {
    expect(refusal).toBeInstanceOf(StoreError);
    expect((refusal as StoreError).message).toMatch(/readonly.*header is damaged/);
    return false;
  }
  expect(await store.history(record)).toEqual([record]);
  return true;
}

function expectSetAside(directory: string, warnings: readonly string[], damaged: Uint8Array): void {
  const aside = readdirSync(directory).filter((name) => name.startsWith('baselines.damaged-'));
  const named = warnings.filter((warning) => warning.includes('set aside'));
  const databases = aside.filter((name) => name.endsWith('.sqlite'));
  expect(databases).toHaveLength(named.length);
  for (const name of databases) {
    expect(named[0]).toContain(name);
    expect(readFileSync(join(directory, name)).equals(damaged)).toBe(true);
  }
}

async function tally(seed: number, rounds: number, damage: (random: () => number) => Uint8Array) {
  const random = seededRandom(seed);
  saved = [];
  named = [];
  const outcomes: Record<Outcome, number> = { unharmed: 0, said: 0, refused: 0 };
  for (let round = 0; round < rounds; round++) outcomes[await outcomeOf(damage(random))]++;
  return { ...outcomes, saved: mean(saved), named: mean(named) };
}

function mean(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

const PAGE = 4096;
/** What a page of SQLite begins with that leads to others: of an index, of a table. */
const LEADING = [2, 5];

function leadElsewhere(bytes: Buffer, page: number, random: () => number): void {
  if (!LEADING.includes(bytes[page]!)) return;
  const cells = Array.from({ length: bytes.readUInt16BE(page + 3) }, (_, i) => bytes.readUInt16BE(page + 12 + 2 * i));
  for (const place of [...cells.map((cell) => page + cell), page + 8]) {
    if (random() < 0.5) bytes.writeUInt32BE(1 + Math.floor((random() * bytes.length) / PAGE), place);
  }
}

describe('damage', { timeout: 180_000 }, () => {
  // A thousand places: `npm run bench:faults -- stores`.
  it('is noticed wherever a bit flips, or has done no harm', async () => {
    const outcomes = await tally(1, 150, (random) => {
      const bytes = Buffer.from(sound);
      bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8);
      return bytes;
    });
    // Unused space takes no harm; everything else is said.
    expect(outcomes.said).toBeGreaterThan(35);
    expect(outcomes.named).toBe(1);
    expect(outcomes.saved).toBeGreaterThan(0.98);
  });

  it('is noticed wherever in the first page a bit flips: the header, and the schema', async () => {
    const outcomes = await tally(2, 60, (random) => {
      const bytes = Buffer.from(sound);
      bytes[Math.floor(random() * 200)]! ^= 1 << Math.floor(random() * 8);
      return bytes;
    });
    expect(outcomes.said).toBeGreaterThan(10);
    expect(outcomes.saved).toBe(1);
  });

  it('is noticed wherever the file is cut off', async () => {
    const outcomes = await tally(3, 100, (random) => sound.subarray(0, Math.floor(random() * sound.length)));
    expect(outcomes).toMatchObject({ unharmed: 0, said: 100, refused: 0 });
    expect(outcomes.saved).toBeGreaterThan(0.1);
  });

  it('is noticed wherever the pages that lead to others lead elsewhere', async () => {
    const outcomes = await tally(5, 60, (random) => {
      const bytes = Buffer.from(sound);
      for (let page = PAGE; page < bytes.length; page += PAGE) leadElsewhere(bytes, page, random);
      return bytes;
    });
    expect(outcomes.said).toBeGreaterThan(40);
  });

  it('is noticed wherever a sector is lost, or written with garbage', async () => {
    const outcomes = await tally(4, 30, (random) => {
      const bytes = Buffer.from(sound);
      const start = Math.floor((random() * bytes.length) / 512) * 512;
      const isGarbage = random() < 0.5;
      for (let i = start; i < start + 512; i++) bytes[i] = isGarbage ? Math.floor(random() * 256) : 0;
      return bytes;
    });
    expect(outcomes.said).toBeGreaterThan(12);
    expect(outcomes.saved).toBeGreaterThan(0.8);
  });
});
