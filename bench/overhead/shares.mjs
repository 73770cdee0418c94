import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collectTests } from '../../dist/measure/processes/collect-tests.js';
import { createWorkerPool } from '../../dist/measure/processes/worker-process.js';
import { formatDuration } from '../../dist/report/format.js';
import { median } from '../../dist/statistics/core/median.js';
import { table } from '../support/table.mjs';

const FILE = fileURLToPath(new URL('./known-length.perf.mjs', import.meta.url));
const EXAMPLES = fileURLToPath(new URL('../../examples/suite', import.meta.url));
const OPTIONS = { iterations: 100, warmupIterations: 5, maxDuration: 3 };
const LIMIT = 0.05;

/**
 * The framework's share of what is timed, of every test of the example suite (parsing, sorting, hashing, rendering, files
 * …), a process each.
 */
export async function exampleShares() {
  const cacheDirectory = mkdtempSync(join(tmpdir(), 'evenkeel-bench-'));
  const pool = createWorkerPool();
  try {
    const tests = [];
    for (const name of readdirSync(EXAMPLES).filter((each) => each.endsWith('.perf.ts'))) {
      const file = { path: join(EXAMPLES, name), name };
      const collected = await collectTests(file, { pool, cacheDirectory, timeLimit: 60 });
      if (collected.failure) throw new Error(`${name}: ${collected.failure.message}`);
      const own = collected.tests.filter(({ kind }) => kind === 'test');
      for (const test of own) tests.push({ name, ...test, ...(await measureOnce(pool, collected.load, test.name, 0)) });
    }
    return tableOfExamples(tests);
  } finally {
    pool.close();
    rmSync(cacheDirectory, { recursive: true });
  }
}

function tableOfExamples(tests) {
  const added = ({ clock, loop }) => clock + loop;
  const sorted = tests.toSorted((a, b) => added(b) - added(a));
  const rows = sorted.map((test) => [
    test.name,
    formatDuration(test.location),
    percent(test.clock),
    percent(test.loop),
    percent(added(test)),
    added(test) < LIMIT ? 'yes' : 'no',
  ]);
  const middle = percent(median(tests.map(added)));
  return `${table(['test', 'takes', 'clock’s share', 'loop’s share', 'together', `below ${percent(LIMIT)}`], rows)}

Of ${tests.length} tests ${tests.filter((test) => added(test) < LIMIT).length} are below the limit; the median is ${middle}.`;
}

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
  const load = { file: FILE, loader: 'node', cacheDirectory: null };
  for (let round = 0; round < processes; round++) answers.push(await measureOnce(pool, load, testName, round));
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

async function measureOnce(pool, load, testName, round) {
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
  return { clock: timingShare, loop: emptyCall / location, location, whole, sampled };
}

function percent(share) {
  return `${(100 * share).toPrecision(2)} %`;
}
