// Stores runs of five tests, a transaction each, and writes down the id of each once it is stored.
import { appendFileSync } from 'node:fs';
import { openSqliteStore } from '../../../dist/baselines/sqlite/sqlite-store.js';

const [, , directory, first, runs, told] = process.argv;
const store = await openSqliteStore({ directory });
for (let number = Number(first); number < Number(first) + Number(runs); number++) {
  await store.append(runOf(number));
  if (told !== undefined) appendFileSync(told, `${number}\n`);
}
await store.close();

function runOf(number) {
  const process = {
    location: 0.001,
    cpuTime: null,
    control: null,
    controlCpuTime: null,
    callsPerSample: 1,
    position: 0,
  };
  return Array.from({ length: 5 }, (_, test) => ({
    testName: `test ${test}`,
    environmentKey: 'linux',
    runId: String(number),
    recordedAt: new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString(),
    method: 'fresh_processes',
    status: 'recorded',
    estimate: 0.001 + number / 1e6,
    decayFactor: 0.9,
    isDirty: null,
    commit: null,
    branch: null,
    processes: [{ ...process, sketch: { accuracy: 0.01, zeroCount: 0, buckets: [[-340, 5]] } }],
  }));
}
