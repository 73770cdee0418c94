// Prints how many tests each stored run has, as JSON. A warning of the store is an error: nothing may be damaged.
import { hasStore } from '../../../dist/baselines/sqlite/files.js';
import { openSqliteStore } from '../../../dist/baselines/sqlite/sqlite-store.js';

const [, , directory] = process.argv;
const runs = new Map();
if (hasStore(directory)) {
  const store = await openSqliteStore({ directory });
  for (const key of await store.series()) {
    for (const { runId } of await store.history(key)) runs.set(runId, (runs.get(runId) ?? 0) + 1);
  }
  const warnings = store.warnings();
  await store.close();
  if (warnings.length > 0) throw new Error(warnings.join('\n'));
}
console.log(JSON.stringify([...runs]));
