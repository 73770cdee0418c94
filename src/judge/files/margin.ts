import type { Metric } from '../../model/metric.ts';
import { median } from '../../statistics/core/median.ts';
import { normalQuantile } from '../../statistics/core/normal.ts';
import { standardDeviation } from '../../statistics/core/standard-deviation.ts';
import { studentTQuantile } from '../../statistics/core/student-t.ts';
import { DETECTABLE_POWER, METRIC_TOLERANCE_PERCENT, MOST_PROCESSES_ADVISED, SUITE_ALPHA } from '../constants.ts';
import { priorDeviationOf } from '../metrics/prior.ts';
import type { FiguresOfSide, FilesCase } from './case.ts';

/** How far two sides of unchanged code may lie apart; everything on the logarithmic scale. */
export interface FilesMargin {
  readonly width: number;
  /** Of the difference: what the figures scatter by, and what two runs differ by that figures of one run do not show. */
  readonly deviation: number;
  readonly degreesOfFreedom: number;
  /** A change for the worse that would be seen nine times in ten. */
  readonly detectable: number;
}

/**
 * The margin of two files: a t-interval of their difference, to whose variance each side adds that of a run, because a file holds one run,
 * and what runs of unchanged code differ by cannot be seen in it. That is the prior by which a metric is judged whose past is one run.
 * The chance of a false alarm is that of a whole suite, shared evenly (Bonferroni).
 */
export function marginOfFiles(given: FilesCase): FilesMargin {
  const { metric, base, head } = given;
  const sides = [base, head].map((side) => ({ ...within(side), prior: priorOf(metric, side) ** 2 }));
  const variance = sides.reduce((sum, side) => sum + side.variance + side.prior, 0);
  const parts = sides.reduce((sum, side) => sum + side.variance ** 2 / side.degreesOfFreedom, 0);
  const degreesOfFreedom = parts === 0 ? Number.POSITIVE_INFINITY : variance ** 2 / parts;
  return marginWith(Math.sqrt(variance), degreesOfFreedom, given);
}

function marginWith(deviation: number, degreesOfFreedom: number, given: FilesCase): FilesMargin {
  const alpha = SUITE_ALPHA / given.comparisons;
  const width = Math.max(toleranceOf(given), quantile(1 - alpha, degreesOfFreedom) * deviation);
  return {
    width,
    deviation,
    degreesOfFreedom,
    detectable: width + quantile(DETECTABLE_POWER, degreesOfFreedom) * deviation,
  };
}

/** Of Student's t, or of the normal law where all of the scatter is known beforehand. */
export function quantile(chance: number, degreesOfFreedom: number): number {
  return Number.isFinite(degreesOfFreedom) ? studentTQuantile(chance, degreesOfFreedom) : normalQuantile(chance);
}

/** What is tolerated of a change for the worse, on the logarithmic scale. */
export function toleranceOf({ metric, tolerancePercent }: FilesCase): number {
  return Math.log1p((tolerancePercent ?? METRIC_TOLERANCE_PERCENT[metric.scatter]) / 100);
}

function priorOf(metric: Metric, { evidence, processes, relativeError = 0 }: FiguresOfSide): number {
  return Math.max(relativeError, priorDeviationOf({ metric, evidence, processes: processes.length }));
}

/** What the figures of a side say of their own scatter: how far off its center may be. */
function within(side: FiguresOfSide): { readonly variance: number; readonly degreesOfFreedom: number } {
  const logs = unitsOf(side)
    .filter((figure) => figure > 0)
    .map(Math.log);
  if (logs.length > 1) {
    return { variance: standardDeviation(logs) ** 2 / logs.length, degreesOfFreedom: logs.length - 1 };
  }
  if (side.summary === null || side.summary.count < 2) return { variance: 0, degreesOfFreedom: 1 };
  const { deviation, count } = side.summary;
  return { variance: (deviation / side.estimate) ** 2 / count, degreesOfFreedom: count - 1 };
}

// What was drawn independently: processes, where there are several.
function unitsOf({ processes }: FiguresOfSide): readonly number[] {
  return processes.length > 1 ? processes.map(median) : (processes[0] ?? []);
}

/**
 * How many processes a side would show a change for the worse of this size nine times in ten.
 * @param shift on the logarithmic scale.
 * @returns null where those that are there show it, or no number does.
 */
export function processesFor(shift: number, given: FilesCase): number | null {
  const { metric, base, head } = given;
  if (metric.scatter !== 'sampled' || marginOfFiles(given).detectable <= shift) return null;
  const ofProcess = Math.max(...[base, head].map(varianceOfProcess));
  for (let count = 2; count <= MOST_PROCESSES_ADVISED; count++) {
    const prior = priorDeviationOf({ metric, evidence: 'processes', processes: count });
    const deviation = Math.sqrt(2 * (prior ** 2 + ofProcess / count));
    if (marginWith(deviation, 2 * (count - 1), given).detectable <= shift) return count;
  }
  return null;
}

/** What one process more would scatter by, as far as these can tell. */
function varianceOfProcess(side: FiguresOfSide): number {
  const { variance } = within(side);
  return side.processes.length > 1 ? variance * side.processes.length : variance;
}
