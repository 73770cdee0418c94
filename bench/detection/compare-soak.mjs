import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../dist/errors.js';
import { median } from '../../dist/statistics/core/median.js';
import { conditions } from '../support/conditions.mjs';
import { table } from '../support/table.mjs';
import { percentInWords, shareInWords } from './intervals.mjs';
import { makeProject } from './project.mjs';
import { SUITES } from './soak.mjs';

// In turn; 1 is unchanged code.
const FACTORS = [1, 1.05, 1, 1.1, 1, 1.03];
const JUDGED = [0, 1];
const REPORT = 'report.json.out';

/**
 * Runs the built `evenkeel compare HEAD` on changed and unchanged code in turn. Each comparison is appended to the file as
 * a line: `{at, load, seconds, factor, exitCode, tests: [{name, verdict, changePercent, detectablePercent, pairs,
 * logRatios}]}`.
 */
export async function compareSoak({ out, minutes, pauseWhile, suite = 'workloads' }) {
  if (existsSync(out))
    throw new UsageError(`${out} exists already. Give another file: \`compare-tally\` takes several.`);
  if (!SUITES.includes(suite)) throw new UsageError(`--suite is ${SUITES.join(' or ')}, not ${suite}.`);
  const project = makeProject(fileURLToPath(new URL(`./${suite}`, import.meta.url)));
  try {
    appendFileSync(out, `${JSON.stringify({ soak: conditions('npm run bench:detection') })}\n`);
    const end = Date.now() + minutes * 60_000;
    for (let turn = 0; Date.now() < end; turn++) {
      while (pauseWhile && existsSync(pauseWhile)) await sleep(1000);
      const factor = FACTORS[turn % FACTORS.length];
      project.setFactor(factor);
      appendFileSync(out, `${JSON.stringify(measured(project, factor))}\n`);
    }
  } finally {
    project.remove();
  }
}

function measured(project, factor) {
  const at = new Date().toISOString();
  const [load] = loadavg();
  const { status: exitCode, stderr } = project.evenkeel(['compare', 'HEAD', '--json', REPORT]);
  if (!JUDGED.includes(exitCode)) throw new Error(`evenkeel compare ended with ${exitCode}:\n${stderr}`);
  const { comparisons, duration: seconds } = JSON.parse(readFileSync(project.path(REPORT), 'utf8'));
  return { at, load, seconds, factor, exitCode, tests: comparisons.map(testOf) };
}

function testOf({ testName: name, validation, change, logRatios }) {
  const { verdict, minimumDetectableChangePercent: detectablePercent } = validation;
  const { percent: changePercent } = change;
  return { name, verdict, changePercent, detectablePercent, pairs: logRatios.lowEnd.length, logRatios };
}

/** What comparisons said, a row a change. */
export function compareTally(soaks) {
  const runs = soaks.flat();
  const factors = [...new Set(runs.map(({ factor }) => factor))].sort((a, b) => a - b);
  const rows = factors.map((factor) => {
    const ofFactor = runs.filter((run) => run.factor === factor);
    const tests = ofFactor.flatMap((run) => run.tests);
    const share = (verdict) => percentInWords(tests.filter((test) => test.verdict === verdict).length, tests.length);
    return [
      factor === 1 ? 'unchanged: false alarms' : `+${Math.round(100 * (factor - 1))} %`,
      shareInWords(tests.filter(({ verdict }) => verdict === 'regression').length, tests.length),
      share('inconclusive'),
      share('improvement'),
      (tests.reduce((sum, { pairs }) => sum + pairs, 0) / tests.length).toFixed(1),
      `${median(ofFactor.map(({ seconds }) => seconds)).toFixed(0)} s`,
    ];
  });
  const loads = runs.map(({ load }) => load);
  const head = ['change', 'regression', 'inconclusive', 'called faster', 'pairs a test', 'seconds, median'];
  return `${table(head, rows)}\n\nLoad average ${Math.min(...loads)} to ${Math.max(...loads)}, median ${median(loads).toFixed(1)}.`;
}
