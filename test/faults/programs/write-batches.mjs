// Appends runs of several tests, a transaction each, and names each run on standard output once it is acknowledged.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runOf } from './records.mjs';

const [, , built, directory, writer] = process.argv;
const { openSqliteStore } = await import(pathToFileURL(join(built, 'baselines/sqlite/sqlite-store.js')));
const store = await openSqliteStore({ directory });
for (let number = 0; number < 10_000; number++) {
  await store.append(runOf(`${writer}-${number}`, number, 5));
  process.stdout.write(`${writer}-${number}\n`);
}
