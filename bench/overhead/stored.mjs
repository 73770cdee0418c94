import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../dist/baselines/sqlite/sqlite-store.js';
import { madeUpRun } from './made-up.mjs';

/** Makes a store that holds as many runs of as many tests; `remove` it when done. */
export async function makeStore(tests, runs) {
  const directory = mkdtempSync(join(tmpdir(), 'evenkeel-bench-'));
  const store = await openSqliteStore({ directory });
  for (let run = 0; run < runs; run++) {
    await store.append(Array.from({ length: tests }, (_, test) => madeUpRun(test, run)));
  }
  await store.close();
  const bytes = readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
  return { directory, tests, runs, bytes, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
