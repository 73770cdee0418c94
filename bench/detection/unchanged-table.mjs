import { median } from '../../dist/statistics/core/median.js';
import { table } from '../support/table.mjs';
import { HISTORIES } from './history-trials.mjs';
import { percentInWords, shareInWords } from './intervals.mjs';

/** What judges make of unchanged code, a row for each length of history: `[[dataset, trials], …]`. */
export function unchangedDataTable(datasets) {
  const rows = datasets.flatMap(([name, trials]) =>
    HISTORIES.flatMap((history) => {
      const own = trials.filter((trial) => trial.history === history);
      return own.length === 0 ? [] : [rowOf(name, history, own)];
    }),
  );
  const headings = ['recording', 'history', 'false alarms', 'inconclusive', 'faster', 'detectable', 'median > 110 %'];
  return table(headings, rows);
}

function rowOf(name, history, trials) {
  const count = (holds) => trials.filter(holds).length;
  const isDoubt = ({ verdict, isOpen }) => isOpen || verdict === 'inconclusive';
  return [
    name,
    history,
    shareInWords(
      count(({ verdict, isOpen }) => verdict === 'regression' && !isOpen),
      trials.length,
    ),
    percentInWords(count(isDoubt), trials.length),
    percentInWords(
      count(({ verdict }) => verdict === 'improvement'),
      trials.length,
    ),
    `${median(trials.map(({ detectable }) => detectable)).toFixed(1)} %`,
    percentInWords(
      count(({ gate }) => gate),
      trials.length,
    ),
  ].map(String);
}
