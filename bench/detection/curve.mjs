import { table } from '../support/table.mjs';
import { historyTrials } from './history-trials.mjs';
import { shareInWords } from './intervals.mjs';

const THRESHOLD_FACTORS = [0.4, 0.6, 0.8, 1, 1.2, 1.5];
const HISTORY = 12;
const SCALINGS = [1.03, 1.05, 1.1, 1.25];

/** What is gained and what is paid with wider and narrower margins: false alarms against power against cost. */
export async function curveTable(recordings) {
  const rows = [];
  for (const thresholdFactor of THRESHOLD_FACTORS) {
    const trials = [];
    for (const recording of recordings) {
      trials.push(...(await historyTrials(recording, null, { histories: [HISTORY], options: { thresholdFactor } })));
    }
    rows.push([`${thresholdFactor}`, ...cellsOf(trials.filter(({ isOpen }) => !isOpen))]);
  }
  const changes = SCALINGS.map((by) => `+${Math.round(100 * (by - 1))} % (scaled)`);
  return table(['thresholdFactor', 'unchanged: false alarms', ...changes, 'processes an unchanged test'], rows);
}

function cellsOf(trials) {
  const unchanged = trials.filter(({ factor, scaling }) => factor === 1 && scaling === null);
  const looks = unchanged.reduce((sum, trial) => sum + trial.looks, 0) / unchanged.length;
  const scaled = SCALINGS.map((by) => trials.filter(({ scaling }) => scaling === by));
  return [...[unchanged, ...scaled].map(regressions), (5 * looks).toFixed(2)];
}

function regressions(trials) {
  return shareInWords(trials.filter(({ verdict }) => verdict === 'regression').length, trials.length);
}
