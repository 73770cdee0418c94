// One fresh process: what the store costs, on a copy of a store that is in use. Prints milliseconds.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENVIRONMENT_KEY, madeUpRun, testNameOf } from './made-up.mjs';

// As many as `evenkeel run` stores at once.
const BLOCK = 24;

const [source, tests, runs] = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), 'evenkeel-bench-'));
cpSync(source, directory, { recursive: true });
const records = Array.from({ length: Number(tests) }, (_, test) => madeUpRun(test, Number(runs)));
const later = Array.from({ length: Number(tests) }, (_, test) => madeUpRun(test, Number(runs) + 1));

const times = {};
const { openSqliteStore } = await timed('load', () => import('../../dist/baselines/sqlite/sqlite-store.js'));
const store = await timed('open', () => openSqliteStore({ directory }));
await timed('read', async () => {
  for (let test = 0; test < records.length; test++) {
    await store.history({ testName: testNameOf(test), environmentKey: ENVIRONMENT_KEY });
  }
});
await timed('appendInBlocks', async () => {
  for (let start = 0; start < records.length; start += BLOCK) await store.append(records.slice(start, start + BLOCK));
});
await timed('appendSingly', async () => {
  for (const record of later) await store.append([record]);
});
await timed('close', () => store.close());
const empty = await openSqliteStore({ directory: join(directory, 'empty') });
await timed('appendAtOnce', () => empty.append(records));
await empty.close();
rmSync(directory, { recursive: true, force: true });
console.log(JSON.stringify(times));

async function timed(name, run) {
  const start = performance.now();
  const result = await run();
  times[name] = performance.now() - start;
  return result;
}
