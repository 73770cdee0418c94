import { rules } from './rules.mjs';
import { changesIn, isInHalf, processesOf, runsOf } from './runs.mjs';

/**
 * Asks the rules of other tools about every run of a recording against the unchanged run before it: with a process a
 * side, which is what those tools measure, and with all processes of both runs.
 * @returns trials `{rule, processes, workload, factor, isSlower}`.
 */
export function ruleTrials(recording, half) {
  const unchanged = runsOf(recording.steps, 1);
  const runs = [...unchanged, ...changesIn(recording).flatMap((factor) => runsOf(recording.steps, factor))];
  return runs.flatMap((run) => {
    const before = unchanged.findLast(({ end }) => end < run.at);
    if (!before || !isInHalf(run.at, half)) return [];
    return recording.workloads.flatMap((workload) =>
      askRules(processesOf(before, workload), processesOf(run, workload)).map((trial) => ({ workload, ...trial })),
    );
  });
}

function askRules(baseline, current) {
  const { factor } = current[0];
  return ['one', 'all'].flatMap((processes) => {
    const [before, now] = [baseline, current].map((all) => samplesOf(processes === 'one' ? all.slice(0, 1) : all));
    return Object.entries(rules).map(([rule, isSlower]) => ({
      rule,
      processes,
      factor,
      isSlower: isSlower(before, now),
    }));
  });
}

function samplesOf(processes) {
  return processes.flatMap(({ samples }) => samples);
}
