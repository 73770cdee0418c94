/** A scaling by what the judge states as the smallest change that it detects. */
export const AS_STATED = 'as stated';

/** What the workloads whose own change is a commoner slow branch are recorded with. */
export const RARE_FACTOR = 1.275;

/** A trial's change, for people: what is counted together has one name. */
export function changeName({ factor, scaling = null }) {
  if (scaling === AS_STATED) return 'smallest detectable, as stated (scaled)';
  if (factor === RARE_FACTOR) return 'slow branch twice as often';
  if (factor === 1) return 'unchanged: false alarms';
  return `+${Math.round(100 * (factor - 1))} %${scaling === null ? '' : ' (scaled)'}`;
}

/** Names of changes in the order of a table: unchanged first, then by size, as measured before as scaled. */
export function changeNames(trials) {
  const byName = new Map(trials.map((trial) => [changeName(trial), rankOf(trial)]));
  return [...byName].sort(([, a], [, b]) => a - b).map(([name]) => name);
}

function rankOf({ factor, scaling = null }) {
  if (scaling === AS_STATED) return Number.POSITIVE_INFINITY;
  return scaling === null ? factor : 1000 + factor;
}

/** Whether nothing was changed. */
export function isUnchanged({ factor, scaling = null }) {
  return factor === 1 && scaling === null;
}
