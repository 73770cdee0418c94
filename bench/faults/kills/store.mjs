// Stores runs of five tests, a transaction each, and writes down the id of each once it is stored.
import { appendFileSync } from 'node:fs';
import { openSqliteStore } from '../../../dist/baselines/sqlite/sqlite-store.js';
import { runOf } from '../../../test/faults/programs/records.mjs';

const TESTS = 5;

const [, , directory, first, runs, told] = process.argv;
const store = await openSqliteStore({ directory });
for (let number = Number(first); number < Number(first) + Number(runs); number++) {
  await store.append(runOf(String(number), number, TESTS));
  if (told !== undefined) appendFileSync(told, `${number}\n`);
}
await store.close();
