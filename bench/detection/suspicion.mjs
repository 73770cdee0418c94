import { createMemoryStore } from '../../dist/baselines/memory-store.js';
import { table } from '../support/table.mjs';
import { recordRun, suspicionsOf } from './judges.mjs';
import { processesOf, scaled } from './runs.mjs';
import { SUSPICIONS, switchedOff } from './switched-off.mjs';

const PROCESSES = 5;
const HISTORIES = [1, 2, 5, 12];
const SLOWER = 1.05;
// Windows of five steps, begun anew every so many: neighbours share steps, so the trials are fewer than they seem.
const STRIDE = 2;

/**
 * How often the first look at a run is suspect, unchanged and slowed down by 5 %, with so many runs of history: a table of
 * recordings, and how often it would be without each rule that made one suspect. A run is five consecutive unchanged
 * steps of a recording, its history the runs just before it.
 */
export async function suspicionTable(recordings) {
  const [rows, without] = [[], []];
  for (const recording of recordings) {
    for (const history of HISTORIES) {
      const trials = await suspicionTrials(recording, history);
      if (trials.length === 0) continue;
      const name = [recording.name, String(history)];
      rows.push([...name, String(trials.length), ...sharesOf(trials, ({ names }) => names.length > 0)]);
      const rules = new Set(trials.flatMap(({ slower, unchanged }) => [...slower.names, ...unchanged.names]));
      for (const rule of rules) without.push([...name, rule, ...sharesOf(trials, ({ without: each }) => each[rule])]);
    }
  }
  const suspect = ['+5 % is suspect', 'unchanged is suspect'];
  return [
    table(['recording', 'history', 'trials', ...suspect], rows),
    table(['recording', 'history', 'without', ...suspect], without),
  ].join('\n\n');
}

function sharesOf(trials, isSuspect) {
  return ['slower', 'unchanged'].map((kind) => {
    const count = trials.filter((trial) => isSuspect(trial[kind])).length;
    return `${((100 * count) / trials.length).toFixed(1)} %`;
  });
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
        unchanged: await suspicionsWithout(store, workload, now),
        slower: await suspicionsWithout(store, workload, slower),
      });
    }
  }
  return trials;
}

// The names of the rules that make it suspect, and whether it is without each.
async function suspicionsWithout(...given) {
  const names = await suspicionsOf(...given);
  const without = {};
  for (const { name } of SUSPICIONS) {
    // What had no say changes nothing.
    const rest = names.includes(name) ? await switchedOff(name, () => suspicionsOf(...given), SUSPICIONS) : names;
    without[name] = rest.length > 0;
  }
  return { names, without };
}
