// Postgres at three sizes: what a verdict reads, what appending takes, and what commands over everything take.
import { loadavg } from 'node:os';
import { openPostgresStore } from '../../dist/baselines/postgres/postgres-store.js';
import { applyRetention, KEPT_RUNS } from '../../dist/framework/store/run-recorder.js';
import { quantile } from '../../dist/statistics/core/quantile.js';
import { createGenerator } from '../../dist/statistics/core/random.js';
import { anInstallation, RealServer } from '../support/real-server.mjs';
import { table } from '../support/table.mjs';
import { commandTimes } from './commands.mjs';
import { fill } from './fill.mjs';
import { keyOf, recordOf, runOf } from './made-up.mjs';

const PROJECT = 'made-up/project';
const READS = 1000;
const APPENDS = 3;
const SINGLE_APPENDS = 200;
/** Runs beyond these are copied in; those before are appended, as they would be. */
const APPENDED = 30;

/** Prints tables for a store of `series` series that grows to each of `sizes` runs a series. */
export async function postgres({ series, sizes }) {
  // As a server is: what it says is stored has reached the disk.
  const server = await RealServer.start(anInstallation(), { fsync: 'on', max_wal_size: '4GB' });
  const url = server.url();
  const store = await openPostgresStore({ url, project: PROJECT, env: {} });
  try {
    const [{ version }] = await server
      .query('SHOW server_version', [], url)
      .then((rows) => rows.map((row) => ({ version: row.server_version })));
    console.log(`\n## Postgres ${version}, ${series.toLocaleString('en')} series\n`);
    const rows = [];
    let there = 0;
    for (const size of sizes) {
      await grow(server, url, store, series, there, size);
      there = size;
      rows.push(await timesOf(server, url, store, series, size));
      progress(`with ${size} runs a series: ${rows.at(-1).join(', ')}`);
    }
    console.log(table(HEADINGS, rows));
    console.log(`\n${await commandTimes({ url, project: PROJECT })}`);
    console.log(`\n${await retentionTimes(store, series, sizes.at(-1))}`);
  } finally {
    await store.close();
    await server.stop();
  }
}

const HEADINGS = [
  'runs a series',
  'results',
  'size',
  'a million results',
  'history for a verdict, median',
  'p99',
  'append of a run',
  'append of one result',
  'p99',
  'load average',
];

async function grow(server, url, store, series, from, to) {
  for (let run = from; run < Math.min(to, APPENDED); run++) await store.append(runOf(series, run));
  const start = Math.max(from, APPENDED);
  if (start < to) await fill(server, url, { project: PROJECT, series, from: start, to });
  else await server.query('VACUUM ANALYZE evenkeel.measurement', [], url);
  await server.query('VACUUM ANALYZE evenkeel.series', [], url);
  await server.query('CHECKPOINT', [], url);
}

async function timesOf(server, url, store, series, size) {
  const load = loadavg()[0];
  const { bytes, results } = await sizeOf(server, url);
  const random = createGenerator(size);
  const someSeries = () => keyOf(Math.floor(random() * series));
  // Connections, and code that is not compiled yet.
  for (let i = 0; i < 200; i++) await store.history(someSeries(), { newest: KEPT_RUNS });
  const reads = await timesOfEach(READS, () => store.history(someSeries(), { newest: KEPT_RUNS }));
  // Runs that are not among those that the store grows by.
  const later = 10_000 + 10 * size;
  const whole = await timesOfEach(APPENDS, (i) => store.append(runOf(series, later + i)));
  const single = await timesOfEach(SINGLE_APPENDS, (i) =>
    store.append([recordOf(Math.floor(random() * series), later + APPENDS + i)]),
  );
  return [
    size.toLocaleString('en'),
    results.toLocaleString('en'),
    `${(bytes / 1e9).toFixed(2)} GB`,
    `${(bytes / results).toFixed(0)} MB`,
    milliseconds(quantile(reads, 0.5)),
    milliseconds(quantile(reads, 0.99)),
    `${(quantile(whole, 0.5) / 1000).toFixed(2)} s`,
    milliseconds(quantile(single, 0.5)),
    milliseconds(quantile(single, 0.99)),
    load.toFixed(1),
  ];
}

async function sizeOf(server, url) {
  const [{ bytes, results }] = await server.query(
    `SELECT (SELECT sum(pg_total_relation_size(c.oid))::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = 'evenkeel' AND c.relkind = 'r') AS bytes, (SELECT count(*) FROM evenkeel.measurement) AS results`,
    [],
    url,
  );
  return { bytes: Number(bytes), results: Number(results) };
}

// What every run does when it has been stored: here there is as much to let go of as there can be, and then nothing.
async function retentionTimes(store, series, runs) {
  const rows = [];
  for (const what of [`the first time: ${runs} runs a series become ${KEPT_RUNS}`, 'from then on, after every run']) {
    const started = performance.now();
    const gone = await applyRetention(store, { baselineRetentionDays: 100_000 });
    rows.push([what, gone.toLocaleString('en'), `${((performance.now() - started) / 1000).toFixed(1)} s`]);
    if (rows.length === 1) await store.append(runOf(series, 40_000));
  }
  return table(['letting old runs go', 'runs that went', 'time'], rows);
}

async function timesOfEach(count, work) {
  const times = [];
  for (let i = 0; i < count; i++) {
    const started = performance.now();
    await work(i);
    times.push(performance.now() - started);
  }
  return times;
}

function milliseconds(time) {
  return `${time.toFixed(2)} ms`;
}

function progress(text) {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
}
