import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/baselines/sqlite/sqlite-store.ts';
import { seededRandom } from '../baselines/records.ts';
import { useTemporaryDirectory } from '../baselines/sqlite/temporary-directory.ts';
import { program } from './processes.ts';

const temporaryDirectory = useTemporaryDirectory();
const KILLS = 25;

/** Starts a program, kills it so many milliseconds after its first line, and answers its lines. */
async function killAfter(delay: number, command: readonly string[]): Promise<readonly string[]> {
  const child = spawn(command[0]!, command.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  const closed = once(child, 'close');
  await Promise.race([once(reader, 'line'), closed]);
  await setTimeout(delay);
  child.kill('SIGKILL');
  await closed;
  return lines;
}

/** Runs by test. */
async function storedRuns(directory: string) {
  const store = await openSqliteStore({ directory });
  const runs = new Map<string, readonly string[]>();
  for (const key of await store.series()) {
    runs.set(
      key.testName,
      (await store.history(key)).map(({ runId }) => runId),
    );
  }
  const warnings = store.warnings();
  await store.close();
  return { runs, warnings };
}

describe('a process that is killed', () => {
  it('while it writes, at whatever moment, loses nothing acknowledged and leaves no run half stored', async () => {
    const directory = temporaryDirectory();
    const random = seededRandom(5);
    const acknowledged: string[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      acknowledged.push(...(await killAfter(20 * random(), program('write-batches.mjs', directory, `w${kill}`))));
      const { runs, warnings } = await storedRuns(directory);
      expect(warnings).toEqual([]);
      const [first, ...others] = [...runs.values()].map((ids) => ids.toSorted());
      expect(others).toHaveLength(4);
      for (const other of others) expect(other).toEqual(first);
      expect(first).toEqual(expect.arrayContaining(acknowledged));
      // Each writer may have stored one run that it could not tell of any more.
      expect(first!.length).toBeLessThanOrEqual(acknowledged.length + kill + 1);
    }
    expect(acknowledged.length).toBeGreaterThan(KILLS);
  });

  it('while it repairs a damaged file loses nothing that was sound', async () => {
    const directory = temporaryDirectory();
    await killAfter(300, program('write-batches.mjs', directory, 'w'));
    const { runs } = await storedRuns(directory);
    const path = join(directory, 'baselines.sqlite');
    const damaged = readFileSync(path).fill(0, 0, 100);
    const random = seededRandom(6);
    for (let kill = 0; kill < 10; kill++) {
      writeFileSync(path, damaged);
      await killAfter(30 * random(), program('open-store.mjs', directory));
      expect(existsSync(path)).toBe(true);
      const after = await storedRuns(directory);
      expect(after.runs).toEqual(runs);
    }
  });
});
