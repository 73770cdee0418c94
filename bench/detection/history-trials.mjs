import { AS_STATED } from './changes.mjs';
import { judgeRun, recordRun, storeOf } from './judges.mjs';
import { changesIn, isInHalf, processesOf, runsOf, scaled } from './runs.mjs';
import { partsIn } from './switched-off.mjs';

/** Runs of history that are tried. */
export const HISTORIES = [1, 5, 12, 20];
/** What unchanged runs are slowed down by, besides by what the judge states. */
export const SCALED = [1.03, 1.05, 1.1, 1.25];

/**
 * Judges every run of a recording against the unchanged runs before it, as `evenkeel run` would: the looks that the
 * judge asks for are the next runs of the same factor.
 * @param how which numbers of past runs to try, what a test may set otherwise than by default, and who judges.
 * @returns trials `{history, at, workload, factor, scaling, verdict, looks, detectable, message}`; `scaling` is null
 *   where the run is as it was recorded.
 */
export async function historyTrials(recording, half, { histories = HISTORIES, options = {}, judge = judgeLooks } = {}) {
  const unchanged = runsOf(recording.steps, 1);
  const records = await Promise.all(unchanged.map((run, number) => recordAll(recording, run, number)));
  const trials = [];
  for (const history of histories) {
    for (const candidate of candidatesIn(recording, unchanged)) {
      const before = unchanged.findLastIndex(({ end }) => end < candidate.run.at) + 1;
      if (before < history || !isInHalf(candidate.run.at, half)) continue;
      const store = await storeOf(records.slice(before - history, before).flat());
      for (const workload of recording.workloads) {
        const found = await judgeWorkload((looks) => judge(store, workload, looks, options), workload, candidate);
        trials.push(...found.map((trial) => ({ history, at: candidate.run.at, workload, ...trial })));
      }
    }
  }
  return trials;
}

function recordAll({ workloads }, run, number) {
  return Promise.all(workloads.map((workload) => recordRun(workload, processesOf(run, workload), number)));
}

// Each run with the runs that it may be measured again by. Of changed runs, which are few, the first ones follow the
// last; of unchanged runs only those count that have enough after them.
function candidatesIn(recording, unchanged) {
  const candidates = unchanged.slice(0, -2).map((run, i) => ({ run, next: [unchanged[i + 1], unchanged[i + 2]] }));
  for (const factor of changesIn(recording)) {
    const runs = runsOf(recording.steps, factor);
    if (runs.length < 3) continue;
    candidates.push(...runs.map((run, i) => ({ run, next: [1, 2].map((by) => runs[(i + by) % runs.length]) })));
  }
  return candidates;
}

async function judgeWorkload(judge, workload, { run, next }) {
  const looks = [run, ...next].map((each) => processesOf(each, workload));
  const factor = looks[0][0].factor;
  const own = await judge(looks);
  const trials = [{ factor, scaling: null, ...own }];
  if (factor !== 1) return trials;
  const scalings = [...SCALED.map((by) => [by, by]), [AS_STATED, 1 + own.detectable / 100]];
  for (const [scaling, by] of scalings) {
    const slower = looks.map((processes) => processes.map((process) => scaled(process, by)));
    trials.push({ factor: by, scaling, ...(await judge(slower)) });
  }
  return trials;
}

/** Looks as often as the judge asks, as far as there are looks. `parts` are those of the judge that had a say. */
export async function judgeLooks(store, workload, looks, options) {
  const parts = new Set();
  for (let taken = 1; ; taken++) {
    const judgement = await judgeRun(store, workload, looks.slice(0, taken), undefined, options);
    const { validation, needsConfirmation } = judgement;
    for (const part of partsIn(judgement)) parts.add(part);
    if (needsConfirmation && taken < looks.length) continue;
    const { verdict, message, minimumDetectableChangePercent: detectable } = validation;
    return { verdict, message, detectable, looks: taken, isOpen: needsConfirmation, parts };
  }
}
