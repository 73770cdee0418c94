import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../../src/baselines/sqlite/sqlite-store.ts';
import { useTemporaryDirectory } from './temporary-directory.ts';

// Processes of their own run what is built, as users do.
const storeModule = new URL('../../../dist/baselines/sqlite/sqlite-store.js', import.meta.url);
const writerScript = fileURLToPath(new URL('writer.mjs', import.meta.url));
const KEY = { testName: 'shared', environmentKey: 'linux' };
const RUNS = 50;

const temporaryDirectory = useTemporaryDirectory();

interface Writer {
  readonly process: ChildProcess;
  /** Runs that it was told are stored. */
  readonly acknowledged: string[];
  /** Exit code and signal. */
  readonly ended: Promise<readonly unknown[]>;
}

function startWriter(directory: string, name: string, runs = RUNS): Writer {
  const child = spawn(process.execPath, [writerScript, storeModule.href, directory, name, String(runs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => acknowledged.push(line));
  return { process: child, acknowledged, ended: once(child, 'close') };
}

async function storedRuns(directory: string): Promise<{ runIds: string[]; warnings: readonly string[] }> {
  const store = await openSqliteStore({ directory });
  const runIds = (await store.history(KEY)).map((run) => run.runId);
  const warnings = store.warnings();
  await store.close();
  return { runIds, warnings };
}

const allRuns = (names: readonly string[]) =>
  names.flatMap((name) => Array.from({ length: RUNS }, (_, number) => `${name}-${number}`)).sort();

describe('several processes at once', { timeout: 180_000 }, () => {
  beforeAll(() => {
    expect(existsSync(fileURLToPath(storeModule)), 'these tests run what "npm run build" makes').toBe(true);
  });

  it('write to a store that none of them has made yet, and nothing is lost', async () => {
    const directory = join(temporaryDirectory(), 'cache');
    const names = ['a', 'b', 'c', 'd'];
    const writers = names.map((name) => startWriter(directory, name));
    for (const writer of writers) expect(await writer.ended).toEqual([0, null]);
    const { runIds, warnings } = await storedRuns(directory);
    expect(runIds.sort()).toEqual(allRuns(names));
    expect(warnings).toEqual([]);
  });

  it('lose nothing that was acknowledged when one of them is killed', async () => {
    const directory = temporaryDirectory();
    const killed = startWriter(directory, 'killed', 100 * RUNS);
    const others = ['a', 'b', 'c'].map((name) => startWriter(directory, name));
    // A writer that ends by itself must fail the test, not leave it waiting.
    while (killed.acknowledged.length < RUNS / 2) {
      await Promise.race([once(killed.process.stdout!, 'data'), killed.ended]);
      expect(killed.process.exitCode).toBeNull();
    }
    killed.process.kill('SIGKILL');
    expect((await killed.ended)[1]).toBe('SIGKILL');
    for (const other of others) expect(await other.ended).toEqual([0, null]);

    const { runIds, warnings } = await storedRuns(directory);
    expect(runIds).toEqual(expect.arrayContaining([...killed.acknowledged, ...allRuns(['a', 'b', 'c'])]));
    // The run it was killed in may have made it, but no later one.
    expect(runIds.length).toBeLessThanOrEqual(3 * RUNS + killed.acknowledged.length + 1);
    expect(warnings).toEqual([]);
  });

  it('repair a damaged file once, and lose nothing that is written meanwhile', async () => {
    const directory = temporaryDirectory();
    const first = startWriter(directory, 'first');
    await first.ended;
    const path = join(directory, 'baselines.sqlite');
    writeFileSync(path, readFileSync(path).fill(0, 0, 100));
    const names = ['a', 'b', 'c', 'd'];
    const writers = names.map((name) => startWriter(directory, name));
    for (const writer of writers) expect(await writer.ended).toEqual([0, null]);
    const { runIds } = await storedRuns(directory);
    expect(runIds.sort()).toEqual(allRuns(['first', ...names]));
    expect(readdirSync(directory).filter((name) => name.includes('damaged'))).toHaveLength(1);
  });
});
