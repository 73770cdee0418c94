import { appendFileSync, cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../dist/errors.js';
import { median } from '../../dist/statistics/core/median.js';
import { conditions } from '../support/conditions.mjs';
import { makeProject } from './project.mjs';

/** What a soak may measure: workloads that the judge was tuned on, and others. */
export const SUITES = ['workloads', 'held-out'];
// Every so many runs one is of changed code, with the next of the factors; it is judged and not recorded.
const TURNS = 4;
const FACTORS = [1.05, 1.1, 1.25];
// How much history a changed run is held against: none (a pull request on a new runner), one run, or all there are.
const HISTORIES = ['none', 'one', 'all'];
// What `run` ends with when it has a verdict on every test.
const JUDGED = [0, 1];
const REPORT = 'report.json.out';

/**
 * Runs the built `evenkeel run` in a repository of its own again and again, as a user's CI would, with one store that
 * begins empty. Each unchanged run is of a new commit that has nothing to do with what is measured; changed code is an
 * uncommitted change beside it. Each run is appended to the file as a line of its own: `{at, load, seconds, factor,
 * history, exitCode, tests: [{name, verdict, changePercent, detectablePercent, processes, decidedBy, pairs, suspicions}]}`,
 * of a regression with what it was made from; `history` counts the runs recorded before it.
 * @param pauseWhile a file; no run begins while it exists.
 * @param after runs of history before the first changed run; from then on all are changed, and held against all of it. Without it
 * they are mixed, and held against none, one and all by turns.
 */
export async function soak({ out, minutes, pauseWhile, suite = 'workloads', only, after }) {
  if (existsSync(out)) throw new UsageError(`${out} exists already. Give another file: \`tally\` takes several.`);
  if (!SUITES.includes(suite)) throw new UsageError(`--suite is ${SUITES.join(' or ')}, not ${suite}.`);
  const project = makeProject(fileURLToPath(new URL(`./${suite}`, import.meta.url)));
  try {
    appendFileSync(out, `${JSON.stringify({ soak: conditions('npm run bench:detection') })}\n`);
    const end = Date.now() + minutes * 60_000;
    const counts = { history: 0, changed: 0 };
    for (let turn = 1; Date.now() < end; turn++) {
      while (pauseWhile && existsSync(pauseWhile)) await sleep(1000);
      appendFileSync(out, `${JSON.stringify(nextRun(project, counts, { turn, only, after }))}\n`);
    }
  } finally {
    project.remove();
  }
}

function nextRun(project, counts, { turn, only, after }) {
  if (after !== undefined) {
    if (counts.history < after) return nextUnchanged(project, counts);
    return measureChanged(project, FACTORS[counts.changed++ % FACTORS.length], 'all', counts.history);
  }
  const isChanged = counts.history > 1 && isChangedTurn(turn, only);
  return isChanged ? nextChanged(project, counts) : nextUnchanged(project, counts);
}

function isChangedTurn(turn, only) {
  if (only === 'unchanged') return false;
  return only === 'changed' || turn % TURNS === 0;
}

function nextUnchanged(project, counts) {
  const history = counts.history++;
  project.commitSomething(`run ${history}`);
  const result = { history, ...measured(project, 1, ['--record']) };
  const [store, one] = ['.performance-cache', '.performance-cache-one'].map(project.path);
  if (history === 0) cpSync(store, one, { recursive: true });
  return result;
}

function nextChanged(project, counts) {
  const factor = FACTORS[counts.changed % FACTORS.length];
  const kind = HISTORIES[Math.floor(counts.changed++ / FACTORS.length) % HISTORIES.length];
  return measureChanged(project, factor, kind, counts.history);
}

function measureChanged(project, factor, kind, history) {
  const options = {
    none: ['--against', 'HEAD', '--cache', '.performance-cache-none'],
    one: ['--cache', '.performance-cache-one'],
    all: [],
  };
  project.setFactor(factor);
  try {
    const result = measured(project, factor, ['--no-record', ...options[kind]]);
    return { history: { none: 0, one: 1, all: history }[kind], ...result };
  } finally {
    project.setFactor(1);
    rmSync(project.path('.performance-cache-none'), { recursive: true, force: true });
  }
}

function measured(project, factor, options) {
  const at = new Date().toISOString();
  const [load] = loadavg();
  const { status: exitCode, stderr } = project.evenkeel(['run', '--json', REPORT, ...options]);
  if (!JUDGED.includes(exitCode)) throw new Error(`evenkeel run ended with ${exitCode}:\n${stderr}`);
  const { results, duration: seconds } = JSON.parse(readFileSync(project.path(REPORT), 'utf8'));
  return { at, load, seconds, factor, exitCode, tests: results.map(testOf) };
}

function testOf({ testName: name, validation, change, views, processes, evidence }) {
  const { verdict, message, minimumDetectableChangePercent: detectablePercent } = validation;
  const { decidedBy, suspicions, logRatios, withoutPairs } = evidence;
  return {
    name,
    verdict,
    changePercent: change?.percent ?? null,
    detectablePercent,
    processes: processes.length,
    decidedBy,
    pairs: logRatios?.lowEnd.length ?? 0,
    suspicions: suspicions.map((each) => each.name),
    ...(withoutPairs && { withoutPairs }),
    ...(verdict === 'regression' && { message, views, logRatios, evidence: processes.map(evidenceOf) }),
  };
}

function evidenceOf({ location, cpuTime, callsPerSample, interruptions, control, controlCpuTime }) {
  return { location, cpuTime, callsPerSample, interruptions, control: median(control), controlCpuTime };
}
