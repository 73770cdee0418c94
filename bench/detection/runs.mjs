const PROCESSES = 5;
// About eight minutes of a live recording.
const STEPS_PER_TIME_BLOCK = 60;

/**
 * Cuts steps into runs of five consecutive steps of one factor: `{at, end, factor, steps}`, in order of time. What is
 * left over at the end is dropped.
 */
export function runsOf(steps, factor, size = PROCESSES) {
  const chosen = steps.filter((step) => step.factor === factor);
  const runs = [];
  for (let start = 0; start + size <= chosen.length; start += size) {
    const own = chosen.slice(start, start + size);
    runs.push({ at: own[0].at, end: own.at(-1).at, factor, steps: own });
  }
  return runs;
}

/** A workload's processes in a run. */
export function processesOf(run, workload) {
  return run.steps.map(({ processes }) => processes[workload]);
}

/** The factors of a recording but 1, ascending. */
export function changesIn({ steps }) {
  return [...new Set(steps.map(({ factor }) => factor))].filter((factor) => factor !== 1).sort((a, b) => a - b);
}

/** Whether what began at a step belongs to the half of the recording that is asked for; `half` null: to the whole. */
export function isInHalf(at, half) {
  if (half === null) return true;
  const isEven = Math.floor(at / STEPS_PER_TIME_BLOCK) % 2 === 0;
  return isEven === (half === 'even');
}

/** A process whose every call took longer by a factor. */
export function scaled(process, by) {
  return {
    ...process,
    factor: process.factor * by,
    samples: process.samples.map((seconds) => seconds * by),
    cpuTime: process.cpuTime === null ? null : process.cpuTime * by,
  };
}
