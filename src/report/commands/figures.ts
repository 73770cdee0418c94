import type { CommandRun } from '../../model/command.ts';
import type { TimedCommand } from '../../model/timing.ts';
import { mean } from '../../statistics/core/mean.ts';
import { median } from '../../statistics/core/median.ts';
import { standardDeviation } from '../../statistics/core/standard-deviation.ts';

/** The figures of a command over its runs, in seconds and bytes; null where the system did not say all of them. */
export interface CommandFigures {
  readonly mean: number;
  /** Null for a single run. */
  readonly stddev: number | null;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly user: number | null;
  readonly system: number | null;
  /** The median of the runs' peaks. */
  readonly peakMemory: number | null;
}

/** The figures of a command over its runs. */
export function figuresOf({ runs }: Pick<TimedCommand, 'runs'>): CommandFigures {
  const times = runs.map(({ wall }) => wall);
  return {
    mean: mean(times),
    stddev: times.length < 2 ? null : standardDeviation(times),
    median: median(times),
    min: Math.min(...times),
    max: Math.max(...times),
    user: over(runs, 'user', mean),
    system: over(runs, 'system', mean),
    peakMemory: over(runs, 'peakMemory', median),
  };
}

/** A figure of each run; null where one of them does not have it. */
export function allOf(runs: readonly CommandRun[], figure: 'user' | 'system' | 'peakMemory'): readonly number[] | null {
  const values = runs.flatMap((run) => run[figure] ?? []);
  return values.length < runs.length ? null : values;
}

function over(
  runs: readonly CommandRun[],
  figure: 'user' | 'system' | 'peakMemory',
  summary: (values: readonly number[]) => number,
): number | null {
  const values = allOf(runs, figure);
  return values === null ? null : summary(values);
}

/** A unit that times are written in. */
export type TimeUnit = 'microsecond' | 'millisecond' | 'second';

/** What a unit is called, and how many seconds it has. */
export const TIME_UNITS: Readonly<Record<TimeUnit, { readonly name: string; readonly seconds: number }>> = {
  microsecond: { name: 'µs', seconds: 1e-6 },
  millisecond: { name: 'ms', seconds: 1e-3 },
  second: { name: 's', seconds: 1 },
};
