import { median } from '../../dist/statistics/core/median.js';
import { HISTORIES, judgeLooks } from './history-trials.mjs';
import { NO_SESSION, recordRun, storeOf } from './judges.mjs';
import { rules } from './rules.mjs';

const MOST_LOOKS = 3;
const GATE = 'median > 110 %';

/**
 * Judges every run of series of unchanged code against those before it, which were made on other days or machines; where its own looks do not suffice, the runs
 * that follow are the next looks.
 * @param judge who judges.
 * @returns trials `{history, verdict, detectable, isOpen, gate}`; `gate` is what a common gate says of the run and the
 *   one before it, and `isOpen` that the judge would have looked again.
 */
export async function unchangedTrials(series, judge = judgeLooks) {
  const trials = [];
  for (const { name, runs } of series) {
    const records = await Promise.all(runs.map(([first], number) => recordRun(name, first, number)));
    for (const history of HISTORIES) {
      for (let at = history; at < runs.length; at++) {
        const store = await storeOf(records.slice(at - history, at));
        const looks = runs.slice(at).flat().slice(0, MOST_LOOKS);
        const gate = rules[GATE](valuesOf(runs[at - 1][0]), valuesOf(runs[at][0]));
        const own = await judge(store, name, looks, { since: NO_SESSION });
        trials.push({ name, history, at, factor: 1, gate, ...own });
      }
    }
  }
  return trials;
}

function valuesOf(processes) {
  return processes.map(({ samples }) => median(samples));
}
