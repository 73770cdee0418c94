import type { ProcessMeasurement } from '../model/measurement.ts';
import { median } from '../statistics/core/median.ts';
import { adviceOnInterference } from './interference.ts';
import { adviceOnObservations } from './observations.ts';
import { percentText } from './percent.ts';

// A function within this of an empty one does nothing that can be measured.
const AS_CHEAP_AS_EMPTY = 1.25;

/**
 * What a person should know about how a test could be measured, as advice. None of it changes a verdict.
 * @param processes of one test, at least one.
 * @param overheadLimit share of a sample that measuring itself may cost, from 0 to 1.
 */
export function adviceOnMeasurement(
  processes: readonly ProcessMeasurement[],
  overheadLimit: number,
): readonly string[] {
  const checks = [emptyFunction, overheadBeyond(overheadLimit), stoppedEarly, garbage];
  return [
    ...checks.flatMap((check) => check(processes) ?? []),
    ...adviceOnObservations(processes),
    ...adviceOnInterference(processes),
  ];
}

type Check = (processes: readonly ProcessMeasurement[]) => string | null;

const emptyFunction: Check = (processes) => {
  if (!isEmpty(processes)) return null;
  return 'It costs no more than an empty function: the work was probably optimised away, or what it returns does the work later. Return the result of the work, and take its input from `setup` so that it cannot be computed in advance.';
};

function isEmpty(processes: readonly ProcessMeasurement[]): boolean {
  const location = median(processes.map((each) => each.location));
  const empty = median(processes.map((each) => each.emptyCall));
  return location <= empty * AS_CHEAP_AS_EMPTY;
}

function overheadBeyond(limit: number): Check {
  return (processes) => {
    const clock = median(processes.map((each) => each.timingShare));
    // Of an empty function everything is the call, which is said in other words.
    const call = isEmpty(processes) ? 0 : median(processes.map((each) => each.emptyCall / each.location));
    if (clock + call <= limit) return null;
    const remedy =
      clock > call
        ? 'Do more work in a call; or where `beforeEach` makes an input, make it in `input`, so that several calls can be timed together.'
        : 'Do more work in a call.';
    return `Measuring takes ${percent(clock + call)} of a sample (reading the clock ${percent(clock)}, an empty call ${percent(call)}), more than the limit of ${percent(limit)}: a slow-down looks smaller by as much. ${remedy}`;
  };
}

function percent(share: number): string {
  return percentText(100 * share);
}

const stoppedEarly: Check = (processes) => {
  const short = processes.filter((each) => each.stoppedEarly !== null);
  if (short.length === 0) return null;
  return `${short[0]!.stoppedEarly} in ${short.length} of ${processes.length} processes. Raise \`maxDuration\`, or lower \`iterations\`.`;
};

const garbage: Check = (processes) => {
  if (processes.every((each) => each.collectedGarbage)) return null;
  return 'Garbage could not be collected before sampling, so a sample may pay for what came before it.';
};
