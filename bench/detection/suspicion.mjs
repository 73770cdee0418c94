import { createMemoryStore } from '../../dist/baselines/memory-store.js';
import { table } from '../support/table.mjs';
import { isSuspect, recordRun } from './judges.mjs';
import { processesOf, scaled } from './runs.mjs';

const PROCESSES = 5;
const HISTORIES = [1, 2, 5, 12];
const SLOWER = 1.05;
// Windows of five steps, begun anew every so many: neighbours share steps, so the trials are fewer than they seem.
const STRIDE = 2;

/**
 * How often the first look at a run is suspect, unchanged and slowed down by 5 %, with so many runs of history: a table of
 * recordings. A run is five consecutive unchanged steps of a recording, its history the runs just before it.
 */
export async function suspicionTable(recordings) {
  const rows = [];
  for (const recording of recordings) {
    for (const history of HISTORIES) {
      const trials = await suspicionTrials(recording, history);
      const share = (name) => `${((100 * trials.filter((each) => each[name]).length) / trials.length).toFixed(1)} %`;
      if (trials.length > 0)
        rows.push([recording.name, String(history), String(trials.length), share('slower'), share('unchanged')]);
    }
  }
  return table(['recording', 'history', 'trials', '+5 % is suspect', 'unchanged is suspect'], rows);
}

async function suspicionTrials({ workloads, steps }, history) {
  const unchanged = steps.filter(({ factor }) => factor === 1);
  const trials = [];
  for (let start = 0; start + PROCESSES * (history + 1) <= unchanged.length; start += STRIDE) {
    const runs = Array.from({ length: history + 1 }, (_, i) => {
      const from = start + PROCESSES * i;
      return { steps: unchanged.slice(from, from + PROCESSES) };
    });
    for (const workload of workloads) {
      const all = runs.map((run) => processesOf(run, workload));
      const store = createMemoryStore();
      await store.append(await Promise.all(all.slice(0, -1).map((each, i) => recordRun(workload, each, i))));
      const now = all.at(-1);
      const slower = now.map((process) => scaled(process, SLOWER));
      trials.push({
        unchanged: await isSuspect(store, workload, now),
        slower: await isSuspect(store, workload, slower),
      });
    }
  }
  return trials;
}
