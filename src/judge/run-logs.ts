import type { Aspect } from '../model/measurement.ts';
import { median } from '../statistics/core/median.ts';
import { controlByAspect, type Look, timeByAspect } from './evidence.ts';
import { estimateOfProcesses, processError } from './spread.ts';

/** One aspect of a run's processes; everything on the logarithmic scale. */
export interface RunLogs {
  /** What each process says; empty where one of them does not say it. */
  readonly times: readonly number[];
  /** What each process's control kernel says; empty where one was not run. */
  readonly controls: readonly number[];
  /** The run's estimate; null where there are no times. */
  readonly estimate: number | null;
  /** What its processes leave open about the estimate: a standard error. */
  readonly error: number;
  /** The control kernel's time in this run; null where there is none. */
  readonly control: number | null;
}

/** Takes the logarithms of a run's processes, once. */
export function runLogs(processes: Look, aspect: Aspect): RunLogs {
  const values = processes.map((process) => timeByAspect(process, aspect));
  const isKnown = values.length > 0 && values.every((value) => value);
  const times = isKnown ? (values as number[]).map(Math.log) : [];
  const kernels = processes.map((process) => controlByAspect(process, aspect));
  const controls = isKnown && kernels.every((value) => value) ? (kernels as number[]).map(Math.log) : [];
  return {
    times,
    controls,
    estimate: isKnown ? estimateOfProcesses(times) : null,
    error: isKnown ? processError(values as number[]) : 0,
    control: controls.length > 0 ? median(controls) : null,
  };
}
