import { judgeSamples, recordRun, storeOf } from './judges.mjs';
import { changesIn, isInHalf } from './runs.mjs';

/** Earlier processes that are known. */
export const SAMPLE_HISTORIES = [5, 12, 20];
const LEVEL = 0.05;

/**
 * Asks `validateRegression`, at its default level, about every process of a recording, with the unchanged processes
 * before it as stored runs of one process each.
 * @returns trials `{history, at, workload, factor, isSlower}`.
 */
export async function sampleTrials(recording, half) {
  const unchanged = recording.steps.filter(({ factor }) => factor === 1);
  const factors = [1, ...changesIn(recording)];
  const trials = [];
  for (const workload of recording.workloads) {
    const records = await Promise.all(
      unchanged.map(({ processes }, number) => recordRun(workload, [processes[workload]], number, 'samples')),
    );
    for (const history of SAMPLE_HISTORIES) {
      for (const step of recording.steps) {
        const before = unchanged.findLastIndex(({ at }) => at < step.at) + 1;
        if (before < history || !factors.includes(step.factor) || !isInHalf(step.at, half)) continue;
        const store = await storeOf(records.slice(before - history, before));
        const process = step.processes[workload];
        const { isRegression } = await judgeSamples(store, workload, process, LEVEL);
        trials.push({ history, at: step.at, workload, factor: process.factor, isSlower: isRegression });
      }
    }
  }
  return trials;
}
