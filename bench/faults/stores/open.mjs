// Opens the store in a directory, reads all of it, and answers what that came to.
import { openSqliteStore } from '../../../dist/baselines/sqlite/sqlite-store.js';

const [directory] = process.argv.slice(2);
const FIELDS = [
  'testName',
  'environmentKey',
  'runId',
  'recordedAt',
  'method',
  'status',
  'estimate',
  'decayFactor',
  'commit',
  'branch',
  'isDirty',
  'processes',
];
const PROCESS_FIELDS = [
  'position',
  'location',
  'control',
  'cpuTime',
  'controlCpuTime',
  'callsPerSample',
  'sketch',
  'accuracy',
  'zeroCount',
  'buckets',
];

const answer = { error: null, texts: [], warnings: [], losses: null };
try {
  const store = await openSqliteStore({ directory, busyTimeoutMs: 2000 });
  for (const series of await store.series()) {
    for (const run of await store.history(series))
      answer.texts.push(JSON.stringify(run, [...FIELDS, ...PROCESS_FIELDS]));
  }
  answer.warnings = store.warnings();
  const { lost, isComplete } = store.losses;
  answer.losses = { lost: lost.length, isComplete };
  await store.close();
} catch (error) {
  answer.error = `${error.name}: ${error.message}`;
}
const { user, system } = process.cpuUsage();
const memory = (process.resourceUsage().maxRSS * 1024) / 1e6;
console.log(JSON.stringify({ ...answer, seconds: (user + system) / 1e6, memory }));
