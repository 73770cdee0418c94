import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { PerformanceConfig } from '../../dist/config/performance-config.js';
import { UsageError } from '../../dist/errors.js';
import { findFiles } from '../../dist/framework/suite/find-files.js';
import { planSuite } from '../../dist/framework/suite/plan-suite.js';
import { collectTests } from '../../dist/measure/processes/collect-tests.js';
import { measureTests } from '../../dist/measure/processes/measure-tests.js';
import { createWorkerPool } from '../../dist/measure/processes/worker-process.js';
import { conditions } from '../support/conditions.mjs';
import { rotate } from '../support/fresh-process.mjs';
import { startLoad } from './load.mjs';
import { STEPS_OF_A_ROUND } from './recordings.mjs';
import { FACTOR_VARIABLE } from './workloads/factor.mjs';

const WORKLOADS = fileURLToPath(new URL('./workloads', import.meta.url));
// What is asked for most comes first: a short recording does not come to the last ones.
const FACTORS = [1.05, 1.1, 1.03, 1.25];
const UNCHANGED = [1, 1, 1];
// What a slow branch of twenty times the cost, taken in 4 % of cases instead of 2 %, does to the mean.
const RARE_FACTOR = 1.275;
const HAS_RARE_CHANGE = /^rareSlow/;

/**
 * Records the workloads, changed and unchanged, in fresh processes, each appended to the file as a line of its own:
 * `{step, at, workload, factor, location, samples, control, cpuTime, controlCpuTime, interruptions, callsPerSample}`, in seconds per call. In a round, each
 * workload in its turn is measured three times, twice unchanged and once changed, one right after the other: what
 * `compare` would pair stands together, and what makes up a run is spread over as much time as in a real run.
 * @param repeat rounds of a factor before the next factor's turn.
 * @param unchanged whether all three are unchanged: for false alarms alone, as many as the time allows.
 * @param pauseWhile a file; recording waits while it exists.
 * @param load what else keeps the machine busy, in the second half of the time; undefined for nothing.
 */
export async function record({ out, minutes, repeat, unchanged, pauseWhile, load }) {
  if (existsSync(out)) throw new UsageError(`${out} exists already. Give another file: \`judge\` takes several.`);
  const temporary = await mkdtemp(join(tmpdir(), 'evenkeel-detection-'));
  const pool = createWorkerPool();
  let stopLoad = null;
  try {
    const tests = await plannedWorkloads(pool, temporary);
    writeFileSync(out, `${JSON.stringify({ recording: conditions('npm run bench:detection') })}\n`);
    const start = Date.now();
    const end = start + minutes * 60_000;
    for (let round = 0; Date.now() < end; round++) {
      if (load && Date.now() > (start + end) / 2) stopLoad ??= startLoad(load);
      const factors = unchanged ? UNCHANGED : factorsOf(round, repeat);
      await recordRound(round, rotate(tests, round), { pool, factors, pauseWhile, out });
    }
  } finally {
    stopLoad?.();
    pool.close();
    await rm(temporary, { recursive: true, force: true });
  }
}

async function plannedWorkloads(pool, cacheDirectory) {
  const collected = [];
  for (const file of await findFiles([], WORKLOADS)) {
    collected.push(await collectTests(file, { pool, cacheDirectory, timeLimit: 60 }));
  }
  const options = { config: new PerformanceConfig(), isCI: false, overrides: { processes: 1 }, filter: null };
  const { tests, failures } = planSuite(collected, options);
  if (failures.length > 0) throw new UsageError(`The workloads cannot be loaded: ${failures[0].message}`);
  return tests.map((test) => ({ ...test }));
}

// The changed process comes last and first by turns.
function factorsOf(round, repeat) {
  const factor = FACTORS[Math.floor(round / repeat) % FACTORS.length];
  return round % 2 === 0 ? [1, 1, factor] : [factor, 1, 1];
}

async function recordRound(round, tests, { pool, factors, pauseWhile, out }) {
  for (const test of tests) {
    for (const [place, factor] of factors.entries()) {
      while (pauseWhile && existsSync(pauseWhile)) await sleep(1000);
      await recordProcess(test, { pool, step: STEPS_OF_A_ROUND * round + place, factor, out });
    }
  }
}

async function recordProcess(test, { pool, step, factor, out }) {
  const workload = test.declaration.name;
  // Of one width, because the size of the environment moves what lies in memory after it.
  process.env[FACTOR_VARIABLE] = factor.toFixed(2);
  const [{ processes, failure }] = await measureTests([test], { pool });
  if (failure) throw new UsageError(`${workload} failed: ${failure.message}`);
  const [{ startedAt, location, samples, control, cpuTime, controlCpuTime, interruptions, callsPerSample }] =
    processes.candidate;
  // As `run` does: every later process makes as many calls a sample as the first.
  test.callsPerSample ??= callsPerSample;
  const line = {
    step,
    at: startedAt,
    workload,
    factor: factor !== 1 && HAS_RARE_CHANGE.test(workload) ? RARE_FACTOR : factor,
    location: rounded(location),
    samples: samples.map(rounded),
    control: control.map(rounded),
    cpuTime: roundedOrNull(cpuTime),
    controlCpuTime: roundedOrNull(controlCpuTime),
    interruptions: roundedOrNull(interruptions),
    callsPerSample,
  };
  appendFileSync(out, `${JSON.stringify(line)}\n`);
}

function rounded(seconds) {
  return Number(seconds.toPrecision(4));
}

function roundedOrNull(seconds) {
  return seconds === null ? null : rounded(seconds);
}
