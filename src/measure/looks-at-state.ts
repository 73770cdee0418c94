import type { Observation, ProcessMeasurement } from '../model/measurement.ts';

const OF_STATE: readonly Observation['kind'][] = ['changes_state', 'grows_state'];

/**
 * Whether one more process of a test is to look at what calls change outside of the function, which takes up to 30 ms: the
 * first one does. What it saw is said only where most processes see it, so the others look as well then.
 * @param round of the process; what is started ahead may be asked before the one before it has answered.
 * @param before the test's processes so far.
 */
export function looksAtState(round: number, before: readonly Pick<ProcessMeasurement, 'observations'>[]): boolean {
  return (
    round === 0 || before.some(({ observations = [] }) => observations.some(({ kind }) => OF_STATE.includes(kind)))
  );
}
