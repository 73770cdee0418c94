import type { MeasuredFigures } from '../model/measured-metric.ts';
import { quantile } from '../statistics/core/quantile.ts';
import { studentTQuantile } from '../statistics/core/student-t.ts';

/** What a mean, a median or the like says of what it was made from: as much as its harness does. */
export function summaryOf(deviation: number | null = null, count: number | null = null): MeasuredFigures {
  return {
    kind: 'summary',
    deviation: deviation !== null && deviation > 0 && Number.isFinite(deviation) ? deviation : null,
    count: count !== null && count > 0 ? count : null,
  };
}

/** The figures of one process; what is said instead where there are none. */
export function samplesOr(samples: readonly number[] | null, otherwise: MeasuredFigures): MeasuredFigures {
  return samples === null || samples.length === 0 ? otherwise : { kind: 'samples', samples };
}

/** What stands for several figures of one kind. */
export function medianOf(figures: readonly number[]): number {
  return quantile(Float64Array.from(figures), 0.5);
}

/**
 * The standard deviation behind a relative margin of error, as benchmark.js and tinybench write it: half an interval of 95 % for
 * the mean, by Student's t, in per cent of the mean.
 */
export function deviationOfMargin(value: number, marginPercent: number | null, count: number | null): number | null {
  if (marginPercent === null || count === null || !(count >= 2)) return null;
  return ((value * marginPercent) / 100 / studentTQuantile(0.975, count - 1)) * Math.sqrt(count);
}

/** How far apart the quartiles of a normal distribution are, in standard deviations. */
const QUARTILES_APART = 1.3489795003921634;

/** The standard deviation of normal figures whose quartiles are this far apart. */
export function deviationOfQuartiles(apart: number): number {
  return apart / QUARTILES_APART;
}
