import type { MachineSpeed } from '../../model/made-with.ts';
import type { Metric } from '../../model/metric.ts';
import { median } from '../../statistics/core/median.ts';
import { studentTQuantile } from '../../statistics/core/student-t.ts';
import { trimmedTTest } from '../../statistics/core/trimmed-t.ts';
import { trimOf } from '../candidates/difference.ts';
import { METRIC_PRIOR_DEVIATION } from '../constants.ts';

/** A run as it counts here. */
export interface AcrossRun {
  /** In the metric's unit. */
  readonly value: number;
  /** Null where it is not known. */
  readonly speed: MachineSpeed | null;
}

/** Where a series lies, on the logarithmic scale, with the error that what its runs differ by gives it. */
export interface LogEstimate {
  readonly location: number;
  /** Null where there is one run alone, of what scatters. */
  readonly error: number | null;
  readonly degreesOfFreedom: number;
}

/** How fast the machines of a series are, on the logarithmic scale: by kind of work. */
export type LogSpeeds = readonly [compute: number, memory: number, allocation: number];

/** Newest runs of a series that an estimate is made from: more hardly make it better, and older ones are about older code. */
export const WINDOW = 12;

/** How a figure depends on a machine that takes `factor` times as long. */
export function slownessOf({ unit, scatter }: Metric): 1 | -1 | 0 {
  if (scatter !== 'sampled') return 0;
  if (unit === 'seconds') return 1;
  return unit === 'per second' ? -1 : 0;
}

/**
 * The trimmed mean of the logarithms of a series' runs, with the winsorised standard error (Tukey and McLaughlin, Sankhyā A 25, 1963).
 * What is counted is off by what counting differs by at least.
 * @param logs of one run or more; finite.
 */
export function estimateOf(logs: readonly number[], metric: Metric): LogEstimate {
  const least = metric.scatter === 'sampled' ? null : METRIC_PRIOR_DEVIATION[metric.scatter];
  if (logs.length < 2) return { location: logs[0]!, error: least, degreesOfFreedom: 1 };
  // Of three, none can be set aside.
  const trim = logs.length < 4 ? 0 : trimOf(metric);
  const { estimate, standardError, degreesOfFreedom } = trimmedTTest(logs, { trim, alternative: 'two-sided' });
  return { location: estimate, error: Math.max(standardError, least ?? 0), degreesOfFreedom };
}

/** The interval that holds it with this confidence, in the metric's unit. */
export function intervalOf(
  { location, error, degreesOfFreedom }: LogEstimate,
  confidence: number,
): readonly [number, number] | null {
  if (error === null) return null;
  const half = studentTQuantile(1 - (1 - confidence) / 2, degreesOfFreedom) * error;
  return [Math.exp(location - half), Math.exp(location + half)];
}

/** The usual speed of a series' machines. */
export function speedsOf(speeds: readonly MachineSpeed[]): LogSpeeds {
  const usual = (name: 'compute' | 'memory' | 'allocation') => median(speeds.map((speed) => Math.log(speed[name])));
  return [usual('compute'), usual('memory'), usual('allocation')];
}

/**
 * How far the ratio of two normalised times may be off because nobody knows what kind of work the test is: by how much the machines'
 * ratio at the kernel in which they differ most or least goes beyond their ratio over all kernels.
 */
export function allowanceBetween(a: LogSpeeds, b: LogSpeeds): number {
  const ratios = a.map((speed, i) => speed - b[i]!);
  const whole = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  return Math.max(...ratios.map((ratio) => Math.abs(ratio - whole)));
}
