import type { ProcessMeasurement } from '../model/measurement.ts';
import { median } from '../statistics/median.ts';

// A function within this of an empty one does nothing that can be measured.
const AS_CHEAP_AS_EMPTY = 1.25;
const TIMING_SHARE_LIMIT = 0.01;

/**
 * What a person should know about how a test could be measured, as advice. None of it changes a verdict.
 * @param processes of one test, at least one.
 */
export function adviceOn(processes: readonly ProcessMeasurement[]): readonly string[] {
  return [emptyFunction, expensiveTiming, stoppedEarly, garbage].flatMap((check) => check(processes) ?? []);
}

type Check = (processes: readonly ProcessMeasurement[]) => string | null;

const emptyFunction: Check = (processes) => {
  const location = median(processes.map((each) => each.location));
  const empty = median(processes.map((each) => each.emptyCall));
  if (location > empty * AS_CHEAP_AS_EMPTY) return null;
  return 'It costs no more than an empty function: the work was probably optimised away. Return its result, and take its input from `setup` so that it cannot be computed in advance.';
};

const expensiveTiming: Check = (processes) => {
  const share = median(processes.map((each) => each.timingShare));
  if (share <= TIMING_SHARE_LIMIT) return null;
  return `Reading the clock cost ${(100 * share).toFixed(1)} % of a sample. Return the input from \`beforeEach\`, so that several calls can be timed together, or do more work in a call.`;
};

const stoppedEarly: Check = (processes) => {
  const short = processes.filter((each) => each.stoppedEarly !== null);
  if (short.length === 0) return null;
  return `${short[0]!.stoppedEarly} in ${short.length} of ${processes.length} processes. Raise \`maxDuration\`, or lower \`iterations\`.`;
};

const garbage: Check = (processes) => {
  if (processes.every((each) => each.collectedGarbage)) return null;
  return 'Garbage could not be collected before sampling, so a sample may pay for what came before it.';
};
