import { readFileSync } from 'node:fs';
import { UsageError } from '../../dist/errors.js';
import { median } from '../../dist/statistics/median.js';
import { table } from '../support/table.mjs';
import { percentInWords, shareInWords } from './intervals.mjs';

// A change of a slow branch's share, not of the factor.
const OWN_CHANGE = /^rareSlow/;
// How much history a verdict had: from so many runs on.
const HISTORIES = [1, 2, 5, 12];
const FULL_HISTORY = 12;

/** Reads what `soak` wrote: its runs, in order. */
export function readSoak(path) {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const [head, ...runs] = lines.map((line) => JSON.parse(line));
  if (head.soak === undefined) throw new UsageError(`${path} was not written by \`soak\`.`);
  return runs;
}

/** What the runs of soaks said: unchanged code by length of history, whole runs, changed code, and every false alarm. */
export function tally(soaks) {
  const runs = soaks.flat();
  const unchanged = runs.filter(({ factor, history }) => factor === 1 && history > 0);
  return [unchangedTable(unchanged), wholeRuns(unchanged), changedTable(runs), falseAlarms(unchanged)].join('\n\n');
}

function unchangedTable(runs) {
  const rows = HISTORIES.map((from, at) => {
    const below = HISTORIES[at + 1] ?? Number.POSITIVE_INFINITY;
    return unchangedRow(
      historyName(from, below),
      testsOf(runs.filter(({ history }) => history >= from && history < below)),
    );
  });
  return table(
    [
      'runs of history',
      'unchanged: false alarms',
      'inconclusive',
      'called faster',
      'detectable, median',
      'processes a test',
    ],
    [...rows, unchangedRow('all', testsOf(runs))],
  );
}

function historyName(from, below) {
  if (below === Number.POSITIVE_INFINITY) return `${from} and more`;
  return below === from + 1 ? `${from}` : `${from} to ${below - 1}`;
}

function unchangedRow(title, tests) {
  const share = (verdict) => percentInWords(countOf(tests, verdict), tests.length);
  const known = tests.map(({ detectablePercent }) => detectablePercent).filter((percent) => percent !== null);
  const processes = tests.reduce((sum, test) => sum + test.processes, 0) / tests.length;
  return [
    title,
    shareInWords(countOf(tests, 'regression'), tests.length),
    share('inconclusive'),
    share('improvement'),
    known.length === 0 ? '–' : `${median(known).toFixed(1)} %`,
    tests.length === 0 ? '–' : processes.toFixed(1),
  ];
}

function wholeRuns(runs) {
  const green = runs.filter(({ exitCode }) => exitCode === 0).length;
  const loads = runs.map(({ load }) => load);
  const seconds = median(runs.map((run) => run.seconds)).toFixed(0);
  const range = `${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}, median ${median(loads).toFixed(1)}`;
  return `Whole runs that ended green: ${shareInWords(green, runs.length)}. Median time of a run ${seconds} s; load average ${range}.`;
}

function changedTable(runs) {
  const factors = [...new Set(runs.map(({ factor }) => factor))].filter((factor) => factor !== 1).sort((a, b) => a - b);
  const rows = factors.map((factor) => {
    const tests = testsOf(runs.filter((run) => run.factor === factor && run.history >= FULL_HISTORY));
    return changedRow(
      `+${Math.round((factor - 1) * 100)} %`,
      tests.filter(({ name }) => !OWN_CHANGE.test(name)),
    );
  });
  const own = testsOf(runs.filter(({ factor, history }) => factor !== 1 && history >= FULL_HISTORY));
  rows.push(
    changedRow(
      'slow branch twice as often',
      own.filter(({ name }) => OWN_CHANGE.test(name)),
    ),
  );
  return table(['change, 12 and more runs of history', 'regression', 'inconclusive', 'pass'], rows);
}

function changedRow(title, tests) {
  const share = (verdict) => percentInWords(countOf(tests, verdict), tests.length);
  return [title, shareInWords(countOf(tests, 'regression'), tests.length), share('inconclusive'), share('pass')];
}

function falseAlarms(runs) {
  const alarms = runs.flatMap(({ at, history, load, tests }) =>
    tests
      .filter(({ verdict }) => verdict === 'regression')
      .map(
        ({ name, changePercent }) => `- ${name}, +${changePercent.toFixed(1)} %, ${history} runs, load ${load}, ${at}`,
      ),
  );
  return alarms.length === 0 ? 'False alarms: none.' : `False alarms:\n${alarms.join('\n')}`;
}

function testsOf(runs) {
  return runs.flatMap(({ tests }) => tests);
}

function countOf(tests, verdict) {
  return tests.filter((test) => test.verdict === verdict).length;
}
