// A SQLite file of as many series with thirty runs each and with many more: opening it, and what a verdict reads.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSqliteStore } from '../../dist/baselines/sqlite/sqlite-store.js';
import { KEPT_RUNS } from '../../dist/framework/store/run-recorder.js';
import { median } from '../../dist/statistics/core/median.js';
import { askFreshProcess } from '../support/fresh-process.mjs';
import { table } from '../support/table.mjs';
import { runOf } from './made-up.mjs';

const WORKER = fileURLToPath(new URL('./sqlite-worker.mjs', import.meta.url));
const RUNS_AT_ONCE = 10;
const PROCESSES = 7;

export async function sqlite({ series, runs }) {
  console.log(`\n## SQLite, ${series.toLocaleString('en')} series\n`);
  const directory = mkdtempSync(join(tmpdir(), 'evenkeel-bench-'));
  try {
    const sizes = [...new Set([KEPT_RUNS, runs])];
    for (const size of sizes) await make(join(directory, String(size)), series, size);
    const load = loadavg()[0];
    const answers = new Map(sizes.map((size) => [size, []]));
    // In turns, so that what else the machine does meets both.
    for (let i = 0; i < PROCESSES; i++)
      for (const size of sizes)
        answers.get(size).push(askFreshProcess(WORKER, [join(directory, String(size)), String(series)]));
    const rows = sizes.map((size) => {
      const middle = (field) => median(answers.get(size).map((answer) => answer[field]));
      const bytes = statSync(join(directory, String(size), 'baselines.sqlite')).size;
      const times = [middle('load'), middle('open'), middle('first'), middle('each')];
      return [
        size.toLocaleString('en'),
        `${(bytes / 1e6).toFixed(0)} MB`,
        ...times.map((time) => `${time.toFixed(2)} ms`),
        `${(middle('open') + middle('first')).toFixed(1)} ms`,
        load.toFixed(1),
      ];
    });
    console.log(
      table(
        [
          'runs a series',
          'file',
          'load the code',
          'open',
          'history for the first verdict',
          'for each of 200',
          'open and first',
          'load average',
        ],
        rows,
      ),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function make(directory, series, runs) {
  const store = await openSqliteStore({ directory });
  for (let run = 0; run < runs; run += RUNS_AT_ONCE) {
    const some = Array.from({ length: Math.min(RUNS_AT_ONCE, runs - run) }, (_, i) => runOf(series, run + i));
    await store.append(some.flat());
  }
  await store.close();
}
