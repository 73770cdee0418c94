import { readFileSync } from 'node:fs';
import { UsageError } from '../../dist/errors.js';
import { median } from '../../dist/statistics/core/median.js';
import { table } from '../support/table.mjs';
import { percentInWords, shareInWords } from './intervals.mjs';

// A change of a slow branch's share, not of the factor.
const OWN_CHANGE = /^rareSlow/;
// How much history a verdict had: from so many runs on.
const HISTORIES = [1, 2, 5, 12];
const CHANGED_HISTORIES = [
  ['none', (history) => history === 0],
  ['1 run', (history) => history === 1],
  ['2 to 11 runs', (history) => history > 1 && history < 12],
  ['12 and more', (history) => history >= 12],
];

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
      'suspect',
      'decided by pairs',
      'pairs of these',
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
  const byPairs = tests.filter(({ decidedBy }) => decidedBy === 'pairs');
  return [
    title,
    shareInWords(countOf(tests, 'regression'), tests.length),
    share('inconclusive'),
    share('improvement'),
    known.length === 0 ? '–' : `${median(known).toFixed(1)} %`,
    suspectShare(tests),
    percentInWords(byPairs.length, tests.length),
    pairsOf(tests),
  ];
}

function wholeRuns(runs) {
  const green = runs.filter(({ exitCode }) => exitCode === 0).length;
  const loads = runs.map(({ load }) => load);
  const seconds = median(runs.map((run) => run.seconds)).toFixed(0);
  const range = `${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}, median ${median(loads).toFixed(1)}`;
  return `Whole runs that ended green: ${shareInWords(green, runs.length)}. Median time of a run with unchanged code ${seconds} s; load average ${range}.`;
}

function changedTable(runs) {
  const changed = runs.filter(({ factor }) => factor !== 1);
  const rows = CHANGED_HISTORIES.flatMap(([name, belongs]) => {
    const ofHistory = changed.filter(({ history }) => belongs(history));
    const factors = [...new Set(ofHistory.map(({ factor }) => factor))].sort((a, b) => a - b);
    const own = testsOf(ofHistory).filter(({ name: test }) => OWN_CHANGE.test(test));
    return [
      ...factors.map((factor) => {
        const tests = testsOf(ofHistory.filter((run) => run.factor === factor));
        return changedRow(
          `+${Math.round((factor - 1) * 100)} %, ${name}`,
          tests.filter(({ name: test }) => !OWN_CHANGE.test(test)),
        );
      }),
      ...(own.length > 0 ? [changedRow(`slow branch twice as often, ${name}`, own)] : []),
    ];
  });
  return table(['change, history', 'regression', 'inconclusive', 'pass', 'suspect', 'pairs a test'], rows);
}

function changedRow(title, tests) {
  const share = (verdict) => percentInWords(countOf(tests, verdict), tests.length);
  const caught = shareInWords(countOf(tests, 'regression'), tests.length);
  return [title, caught, share('inconclusive'), share('pass'), suspectShare(tests), pairsOf(tests)];
}

function suspectShare(tests) {
  return percentInWords(tests.filter(({ suspicions }) => suspicions.length > 0).length, tests.length);
}

function pairsOf(tests) {
  const paired = tests.filter(({ pairs }) => pairs > 0);
  return paired.length === 0 ? '–' : (paired.reduce((sum, { pairs }) => sum + pairs, 0) / paired.length).toFixed(1);
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
