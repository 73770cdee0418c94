import { median } from '../../dist/statistics/core/median.js';
import { groupBy } from '../support/group-by.mjs';
import { table } from '../support/table.mjs';
import { changeName, changeNames, isUnchanged } from './changes.mjs';
import { percentInWords, shareInWords } from './intervals.mjs';

const COLUMNS = ['regression', 'inconclusive', 'pass', 'improvement'];

/** What became of each change: the share of regressions with its interval, and of the other verdicts. */
export function verdictTable(trials) {
  const rows = changeNames(trials).map((name) => {
    const own = trials.filter((trial) => changeName(trial) === name);
    const [caught, ...others] = COLUMNS.map((verdict) => own.filter((trial) => trial.verdict === verdict).length);
    return [name, shareInWords(caught, own.length), ...others.map((count) => percentInWords(count, own.length))];
  });
  return table(['change', 'regression', ...COLUMNS.slice(1)], rows);
}

/** Shares of regressions, a column for each group of trials: `[[heading, trials], …]`. */
export function caughtTable(groups, isCaught = ({ verdict }) => verdict === 'regression') {
  const names = changeNames(groups.flatMap(([, trials]) => trials));
  const rows = names.map((name) => {
    const cells = groups.map(([, trials]) => {
      const own = trials.filter((trial) => changeName(trial) === name);
      return shareInWords(own.filter(isCaught).length, own.length);
    });
    return [name, ...cells];
  });
  return table(['change', ...groups.map(([heading]) => heading)], rows);
}

/**
 * What unchanged code met: whole suites without a false alarm, what the judge said that it could see, and what it cost.
 * @param costOf processes that a trial took.
 */
export function unchangedTable(groups, costOf) {
  const measures = {
    'suites without a false alarm': (trials) => {
      const suites = Object.values(groupBy(trials, ({ recording, at }) => `${recording} ${at}`));
      const green = suites.filter((suite) => suite.every(({ verdict }) => verdict !== 'regression'));
      return shareInWords(green.length, suites.length);
    },
    'tests inconclusive': (trials) => verdictShare(trials, 'inconclusive'),
    'tests called faster': (trials) => verdictShare(trials, 'improvement'),
    'smallest detectable change, median': (trials) =>
      `${median(trials.map(({ detectable }) => detectable)).toFixed(1)} %`,
    'processes a test, mean': (trials) =>
      (trials.map(costOf).reduce((sum, cost) => sum + cost, 0) / trials.length).toFixed(1),
  };
  const unchanged = groups.map(([heading, trials]) => [heading, trials.filter(isUnchanged)]);
  const rows = Object.entries(measures).map(([name, measure]) => [
    name,
    ...unchanged.map(([, trials]) => (trials.length === 0 ? '–' : measure(trials))),
  ]);
  return table(['unchanged code', ...unchanged.map(([heading]) => heading)], rows);
}

/** Which workloads are hard: a row each. */
export function workloadTable(trials) {
  const names = changeNames(trials).filter((name) => name !== changeName({ factor: 1 }));
  const rows = Object.entries(groupBy(trials, ({ workload }) => workload)).map(([workload, own]) => {
    const unchanged = own.filter(isUnchanged);
    const alarms = unchanged.filter(({ verdict }) => verdict === 'regression').length;
    const detectable =
      unchanged.length === 0 ? '–' : `${median(unchanged.map((each) => each.detectable)).toFixed(1)} %`;
    const caught = names.map((name) =>
      verdictShare(
        own.filter((trial) => changeName(trial) === name),
        'regression',
      ),
    );
    return [
      workload,
      `${alarms} of ${unchanged.length}`,
      verdictShare(unchanged, 'inconclusive'),
      detectable,
      ...caught,
    ];
  });
  const headings = ['workload', 'false alarms', 'inconclusive', 'detectable', ...names];
  return table(headings, rows);
}

/** Every false alarm, a line each: these are what there is to learn from. */
export function falseAlarms(trials) {
  return trials
    .filter((trial) => isUnchanged(trial) && trial.verdict === 'regression')
    .map(({ recording, workload, at, history, message }) => {
      const after = history === undefined ? '' : `, history of ${history}`;
      return `- ${workload}, step ${at} of ${recording}${after}: ${message}`;
    })
    .join('\n');
}

function verdictShare(trials, verdict) {
  return percentInWords(trials.filter((trial) => trial.verdict === verdict).length, trials.length);
}
