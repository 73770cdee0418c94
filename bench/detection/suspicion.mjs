import { table } from '../support/table.mjs';
import { recordRun, storeOf, suspicionsOf } from './judges.mjs';
import { processesOf, scaled } from './runs.mjs';
import { SUSPICIONS, switchedOff } from './switched-off.mjs';

const PROCESSES = 5;
const HISTORIES = [1, 2, 3, 5, 12];
// How much slower a run is, and how much slower the newest past run was by chance: what one was in a soak.
const KINDS = {
  unchanged: { now: 1, newest: 1 },
  '+5 %': { now: 1.05, newest: 1 },
  '+10 %': { now: 1.1, newest: 1 },
  '+10 %, newest past run 14 % too slow': { now: 1.1, newest: 1.14 },
};
// Windows of five steps, begun anew every so many: neighbours share steps, so the trials are fewer than they seem.
const STRIDE = 2;

/**
 * How often the first look at a run is suspect, unchanged and slowed down, with so many runs of history: a table of
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
      const rules = new Set(trials.flatMap((trial) => Object.values(trial).flatMap(({ names }) => names)));
      for (const rule of rules) without.push([...name, rule, ...sharesOf(trials, ({ without: each }) => each[rule])]);
    }
  }
  const suspect = Object.keys(KINDS).map((kind) => `${kind}: suspect`);
  return [
    table(['recording', 'history', 'trials', ...suspect], rows),
    table(['recording', 'history', 'without', ...suspect], without),
  ].join('\n\n');
}

function sharesOf(trials, isSuspect) {
  return Object.keys(KINDS).map((kind) => {
    const count = trials.filter((trial) => isSuspect(trial[kind])).length;
    return `${((100 * count) / trials.length).toFixed(1)} %`;
  });
}

async function suspicionTrials({ workloads, steps }, history) {
  const unchanged = steps.filter(({ factor }) => factor === 1);
  const runAt = (from) => ({ steps: unchanged.slice(from, from + PROCESSES) });
  const trials = [];
  for (let start = 0; start + PROCESSES * (history + 1) <= unchanged.length; start += STRIDE) {
    for (const workload of workloads) {
      const runs = Array.from({ length: history + 1 }, (_, i) => processesOf(runAt(start + PROCESSES * i), workload));
      trials.push(await suspicionsOfKinds(workload, runs));
    }
  }
  return trials;
}

// Of the last of these runs, after the others.
async function suspicionsOfKinds(workload, runs) {
  const past = await Promise.all(runs.slice(0, -1).map((each, i) => recordRun(workload, each, i)));
  const trial = {};
  for (const [kind, { now, newest }] of Object.entries(KINDS)) {
    const last = newest === 1 ? [] : [await recordRun(workload, slower(runs.at(-2), newest), past.length - 1)];
    const store = await storeOf([...past.slice(0, past.length - last.length), ...last]);
    trial[kind] = await suspicionsWithout(store, workload, slower(runs.at(-1), now));
  }
  return trial;
}

function slower(processes, by) {
  return by === 1 ? processes : processes.map((process) => scaled(process, by));
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
