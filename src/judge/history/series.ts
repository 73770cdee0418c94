import type { Aspect } from '../../model/measurement.ts';
import { precedencePValue } from '../../statistics/core/precedence.ts';
import {
  ENOUGH_FOR_A_LUCKY_ONE,
  LEAST_PRECEDENCE_LEVEL,
  PRECEDENCE_LEVEL_OF_ONE,
  SHARE_OF_THE_SECOND,
} from '../constants.ts';
import { type RunLogs, runLogs } from '../run-logs.ts';
import type { HistoryCase, PastRun } from './case.ts';
import { type MachineEffect, type MachineModel, machineEffect, machineModel } from './machine.ts';

/** Whether a run's processes are slower than what the past's ever were, and by what figures. */
export interface Outstanding {
  readonly holds: boolean;
  /** Chance that unchanged code has its quickest process behind so many of the past's; null where that was not needed. */
  readonly chance: number | null;
  /** The chance that is low enough. */
  readonly level: number;
}

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
  /** Whether the run's processes are slower than so many of the past's as chance hardly makes those of unchanged code. */
  readonly outstanding: Outstanding;
}

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
  return {
    aspect,
    past: estimates as number[],
    now: all.estimate - machine.correction,
    each: each.map(({ estimate }, i) => estimate! - effects[i]!.correction),
    machine,
    effects,
    error: all.error,
    pastErrors: past.map(({ error }) => error),
    // The machine may excuse processes, but not accuse them.
    outstanding: outstandingOf(
      pastTimes,
      each.flatMap((logs, i) => timesOf(logs, Math.max(0, effects[i]!.correction))),
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

/**
 * What is quick in some processes and slow in others by chance has runs whose low end is either, and another look makes
 * them no rarer; but the processes of all past runs know both. Whether all of this run's are slower than so many of those
 * that chance hardly does it.
 */
function outstandingOf(past: readonly number[], now: readonly number[]): Outstanding {
  const level = Math.max(LEAST_PRECEDENCE_LEVEL, PRECEDENCE_LEVEL_OF_ONE / past.length);
  const slowest = Math.max(...past);
  if (now.every((time) => time > slowest)) return { holds: true, chance: null, level };
  const ofQuickest = precedencePValue(past, now);
  if (ofQuickest <= level || now.length < ENOUGH_FOR_A_LUCKY_ONE) {
    return { holds: ofQuickest <= level, chance: ofQuickest, level };
  }
  const ofSecond = precedencePValue(past, now, 2);
  return { holds: ofSecond <= SHARE_OF_THE_SECOND * level, chance: ofSecond / SHARE_OF_THE_SECOND, level };
}
