// Appends runs until the store refuses one, lets `ballast` go where there is one, and tells the result as JSON.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runOf } from './records.mjs';

const [, , built, directory, ballast] = process.argv;
const { openSqliteStore } = await import(pathToFileURL(join(built, 'baselines/sqlite/sqlite-store.js')));
const MOST = 5000;
const TESTS = 10;

const store = await openSqliteStore({ directory });
let acknowledged = 0;
let error = null;
for (; acknowledged < MOST && error === null; acknowledged++) {
  await store.append(runOf(`run-${acknowledged}`, acknowledged, TESTS)).catch((thrown) => {
    error = { name: thrown.name, code: thrown.code, message: thrown.message };
  });
}
if (error !== null) acknowledged--;
const counts = async () => (await store.series()).map(({ runs }) => runs);
const kept = await counts();
let after = null;
if (ballast !== undefined) {
  rmSync(ballast);
  await store.append(runOf('after', 9999, TESTS));
  after = await counts();
}
const warnings = store.warnings();
await store.close();
process.stdout.write(JSON.stringify({ acknowledged, error, kept, after, warnings }));
