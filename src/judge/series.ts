import type { Aspect } from '../model/measurement.ts';
import { quantile } from '../statistics/quantile.ts';
import type { HistoryCase, PastRun } from './case.ts';
import { type MachineEffect, type MachineModel, machineEffect, machineModel } from './machine.ts';
import { type RunLogs, runLogs } from './run-logs.ts';

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
}

// The second lowest, or nearly, of the ten processes of two looks.
const LOW_QUANTILE = 0.1;

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
      past.flatMap((logs) => adjustedTimes(logs, model)),
      all.times.map((time) => time - machine.correction),
    ),
  };
}

function adjustedEstimate(logs: RunLogs, run: PastRun, model: MachineModel | null, aspect: Aspect): number | null {
  if (logs.estimate !== null) return logs.estimate - machineEffect(model, logs).correction;
  return aspect === 'fast' ? Math.log(run.estimate) : null;
}

function adjustedTimes(logs: RunLogs, model: MachineModel | null): readonly number[] {
  const { correction } = machineEffect(model, logs);
  return logs.times.map((time) => time - correction);
}

function lowShiftOf(past: readonly number[], now: readonly number[]): number | null {
  return past.length === 0 ? null : quantile(now, LOW_QUANTILE) - quantile(past, LOW_QUANTILE);
}
