import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../dist/errors.js';
import { median } from '../../dist/statistics/median.js';
import { conditions } from '../support/conditions.mjs';
import { FACTOR_VARIABLE } from './workloads/factor.mjs';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = join(PACKAGE, 'dist/cli/main.cjs');
const WORKLOADS = fileURLToPath(new URL('./workloads', import.meta.url));
// Every so many runs one is of changed code, with the next of the factors; it is judged and not recorded.
const TURNS = 8;
const FACTORS = [1.05, 1.1, 1.25];
// What `run` ends with when it has a verdict on every test.
const JUDGED = [0, 1];

/**
 * Runs the built `evenkeel run` over the workloads again and again, as a user's CI would, all runs with one store that
 * begins empty. Each run is appended to the file as a line of its own: `{at, load, seconds, factor, history, exitCode,
 * tests: [{name, verdict, changePercent, detectablePercent, processes}]}`, of a regression with what it was made from;
 * `history` counts the runs recorded before it.
 * @param pauseWhile a file; no run begins while it exists.
 */
export async function soak({ out, minutes, pauseWhile }) {
  if (existsSync(out)) throw new UsageError(`${out} exists already. Give another file: \`tally\` takes several.`);
  const project = makeProject();
  try {
    appendFileSync(out, `${JSON.stringify({ soak: conditions('npm run bench:detection') })}\n`);
    const end = Date.now() + minutes * 60_000;
    let changed = 0;
    for (let turn = 1, history = 0; Date.now() < end; turn++) {
      while (pauseWhile && existsSync(pauseWhile)) await sleep(1000);
      const factor = turn % TURNS === 0 ? FACTORS[changed++ % FACTORS.length] : 1;
      appendFileSync(out, `${JSON.stringify({ history, ...measured(project, factor) })}\n`);
      if (factor === 1) history++;
    }
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

function makeProject() {
  const project = mkdtempSync(join(tmpdir(), 'evenkeel-soak-'));
  cpSync(WORKLOADS, join(project, 'workloads'), { recursive: true });
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(PACKAGE, join(project, 'node_modules/evenkeel'), 'dir');
  return project;
}

function measured(project, factor) {
  const result = join(project, 'result.json');
  const args = [PROGRAM, 'run', '--json', result, factor === 1 ? '--record' : '--no-record'];
  const at = new Date().toISOString();
  const [load] = loadavg();
  // Of one width, because the size of the environment moves what lies in memory after it.
  const env = { ...process.env, [FACTOR_VARIABLE]: factor.toFixed(2) };
  const { status: exitCode, stderr } = spawnSync(process.execPath, args, { cwd: project, env, encoding: 'utf8' });
  if (!JUDGED.includes(exitCode)) throw new Error(`evenkeel run ended with ${exitCode}:\n${stderr}`);
  const { results, duration: seconds } = JSON.parse(readFileSync(result, 'utf8'));
  return { at, load, seconds, factor, exitCode, tests: results.map(testOf) };
}

function testOf({ testName: name, validation, change, views, processes }) {
  const { verdict, message, minimumDetectableChangePercent: detectablePercent } = validation;
  return {
    name,
    verdict,
    changePercent: change?.percent ?? null,
    detectablePercent,
    processes: processes.length,
    ...(verdict === 'regression' && { message, views, evidence: processes.map(evidenceOf) }),
  };
}

function evidenceOf({ location, cpuTime, callsPerSample, interruptions, control, controlCpuTime }) {
  return { location, cpuTime, callsPerSample, interruptions, control: median(control), controlCpuTime };
}
