import type { Aspect } from '../../model/measurement.ts';
import { precedencePValue } from '../../statistics/precedence.ts';
import { quantile } from '../../statistics/quantile.ts';
import { type RunLogs, runLogs } from '../run-logs.ts';
import type { HistoryCase, PastRun } from './case.ts';
import { type MachineEffect, type MachineModel, machineEffect, machineModel } from './machine.ts';

/** One aspect of all runs, with what the machine of each did to it taken off; everything on the logarithmic scale. */
export interface Series {
  readonly aspect: Aspect;
  /** The past runs' estimates, oldest first. */
  readonly past: readonly number[];
  /** This run's, of all its looks and of each. */
  readonly now: number;
  readonly each: readonly number[];
  /** What the machine did to them. */
  readonly machine: MachineEffect;
  readonly effects: readonly MachineEffect[];
  /** Standard error of this run by the disagreement of its own processes, and of each past run. */
  readonly error: number;
  readonly pastErrors: readonly number[];
  /** How much slower the run's quickest processes are than the past's; null where the past's are not known. */
  readonly lowShift: number | null;
  /** Whether the run's processes are slower than so many of the past's as chance hardly makes those of unchanged code. */
  readonly standsOut: boolean;
}

// The second lowest, or nearly, of the ten processes of two looks.
const LOW_QUANTILE = 0.1;
// The more processes the past has, the less is left to chance. Of functions whose processes have two modes 15 % apart,
// this let 0.1 to 0.4 % of unchanged runs be called slower in simulations that gave up to 12 % without, and took nothing
// from the +25 % caught in recorded noise from two runs of history on (docs/decisions/0012-judging-runs.md).
const LEVEL_OF_ONE = 0.02;
const LEAST_LEVEL = 0.0003;
// One process in ten may have been lucky, with the compiler as well as with its neighbours: then the second quickest
// counts. With that, +10 % is caught in 73 % instead of 28 % where one process in ten is 15 % quicker.
const ENOUGH_FOR_A_LUCKY_ONE = 10;
const SHARE_OF_THE_SECOND = 0.3;

/** The series of an aspect; null where some run does not say it. Of the low end, an estimate without processes will do. */
export function seriesOf({ history, looks }: HistoryCase, aspect: Aspect): Series | null {
  const past = history.map(({ processes = [] }) => runLogs(processes, aspect));
  const model = machineModel(past);
  const estimates = past.map((logs, i) => adjustedEstimate(logs, history[i]!, model, aspect));
  const all = runLogs(looks.flat(), aspect);
  if (estimates.includes(null) || all.estimate === null) return null;
  const each = looks.map((look) => runLogs(look, aspect));
  const effects = each.map((logs) => machineEffect(model, logs));
  const machine = machineEffect(model, all);
  const pastTimes = past.flatMap((logs) => timesOf(logs, machineEffect(model, logs).correction));
  const timesWith = (part: (correction: number) => number) =>
    each.flatMap((logs, i) => timesOf(logs, part(effects[i]!.correction)));
  return {
    aspect,
    past: estimates as number[],
    now: all.estimate - machine.correction,
    each: each.map(({ estimate }, i) => estimate! - effects[i]!.correction),
    machine,
    effects,
    error: all.error,
    pastErrors: past.map(({ error }) => error),
    lowShift: lowShiftOf(
      pastTimes,
      timesWith((correction) => correction),
    ),
    // The machine may excuse processes, but not accuse them.
    standsOut: standsOut(
      pastTimes,
      timesWith((correction) => Math.max(0, correction)),
    ),
  };
}

function adjustedEstimate(logs: RunLogs, run: PastRun, model: MachineModel | null, aspect: Aspect): number | null {
  if (logs.estimate !== null) return logs.estimate - machineEffect(model, logs).correction;
  return aspect === 'lowEnd' ? Math.log(run.estimate) : null;
}

function timesOf({ times }: RunLogs, correction: number): readonly number[] {
  return times.map((time) => time - correction);
}

function lowShiftOf(past: readonly number[], now: readonly number[]): number | null {
  return past.length === 0 ? null : quantile(now, LOW_QUANTILE) - quantile(past, LOW_QUANTILE);
}

/**
 * What is quick in some processes and slow in others by chance has runs whose low end is either, and another look makes
 * them no rarer; but the processes of all past runs know both. Whether all of this run's are slower than so many of those
 * that chance hardly does it.
 */
function standsOut(past: readonly number[], now: readonly number[]): boolean {
  const slowest = Math.max(...past);
  if (now.every((time) => time > slowest)) return true;
  const level = Math.max(LEAST_LEVEL, LEVEL_OF_ONE / past.length);
  if (precedencePValue(past, now) <= level) return true;
  return now.length >= ENOUGH_FOR_A_LUCKY_ONE && precedencePValue(past, now, 2) <= SHARE_OF_THE_SECOND * level;
}
