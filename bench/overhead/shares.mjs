import { fileURLToPath } from 'node:url';
import { createWorkerPool } from '../../dist/measure/processes/worker-process.js';
import { formatDuration } from '../../dist/report/format.js';
import { median } from '../../dist/statistics/median.js';
import { table } from '../support/table.mjs';

const FILE = fileURLToPath(new URL('./representative.perf.mjs', import.meta.url));
const OPTIONS = { iterations: 100, warmupIterations: 5, maxDuration: 3 };
const LIMIT = 0.05;

/**
 * What measuring costs beside what is measured. What is added to a sample (two readings of the clock, and the loop) is
 * the overhead that results contain; the rest of a process is time that they take to get.
 */
export async function overheadShares(processes) {
  const pool = createWorkerPool();
  try {
    const rows = [];
    for (const testName of ['1 µs', '100 µs', '10000 µs']) rows.push(await rowOf(pool, testName, processes));
    return table(
      ['function of', 'clock’s share', 'loop’s share', 'limit', 'within', 'a process takes', 'of it in samples'],
      rows,
    );
  } finally {
    pool.close();
  }
}

async function rowOf(pool, testName, processes) {
  const answers = [];
  for (let round = 0; round < processes; round++) answers.push(await measureOnce(pool, testName, round));
  const typical = (field) => median(answers.map((answer) => answer[field]));
  const added = typical('clock') + typical('loop');
  return [
    testName,
    percent(typical('clock')),
    percent(typical('loop')),
    percent(LIMIT),
    added < LIMIT ? 'yes' : 'no',
    formatDuration(typical('whole')),
    formatDuration(typical('sampled')),
  ];
}

async function measureOnce(pool, testName, round) {
  const load = { file: FILE, loader: 'node', cacheDirectory: null };
  const request = {
    kind: 'measure',
    load,
    testName,
    side: 'candidate',
    options: OPTIONS,
    place: { round, position: 0 },
  };
  const start = performance.now();
  const outcome = await pool.ask(request, 60);
  const whole = (performance.now() - start) / 1e3;
  if (outcome.kind !== 'measured') throw new Error(`${testName}: ${JSON.stringify(outcome)}`);
  const { samples, callsPerSample, timingShare, emptyCall, location } = outcome.measurement;
  const sampled = samples.reduce((sum, sample) => sum + sample * callsPerSample, 0);
  return { clock: timingShare, loop: emptyCall / location, whole, sampled };
}

function percent(share) {
  return `${(100 * share).toPrecision(2)} %`;
}
