// One fresh process: opens a file and reads what verdicts need of it. Prints milliseconds.
import { KEPT_RUNS } from '../../dist/framework/store/run-recorder.js';
import { keyOf } from './made-up.mjs';

const READS = 200;
const [directory, series] = process.argv.slice(2);

const times = {};
const { openSqliteStore } = await timed('load', () => import('../../dist/baselines/sqlite/sqlite-store.js'));
const store = await timed('open', () => openSqliteStore({ directory }));
await timed('first', () => store.history(keyOf(0), { newest: KEPT_RUNS }));
await timed('all', async () => {
  for (let i = 1; i <= READS; i++) await store.history(keyOf((i * 37) % Number(series)), { newest: KEPT_RUNS });
});
await store.close();
console.log(JSON.stringify({ ...times, each: times.all / READS }));

async function timed(name, run) {
  const start = performance.now();
  const result = await run();
  times[name] = performance.now() - start;
  return result;
}
