// Appends runs of two tests, one after the other, and prints the id of each once it is acknowledged.
import { openPostgresStore } from '../../dist/baselines/postgres/postgres-store.js';
import { runOf } from '../../test/faults/programs/records.mjs';

const TESTS = 2;
/** So many start again at once on a busy machine that it takes longer than a command would wait. */
const PATIENCE = { connect: 20_000, statement: 60_000, retry: 120_000 };

const [url, writer, appends] = process.argv.slice(2);
const store = await openPostgresStore({ url, project: 'owner/name', env: {}, patience: PATIENCE });
for (let number = 0; number < Number(appends); number++) {
  const runId = `${writer}/${number}`;
  await store.append(runOf(runId, number, TESTS));
  console.log(runId);
}
await store.close();
