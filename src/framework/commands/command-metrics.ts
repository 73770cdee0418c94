import type { CommandRun } from '../../model/command.ts';
import type { MeasuredMetric } from '../../model/measured-metric.ts';
import { type Metric, PEAK_MEMORY, SYSTEM_TIME, TIME, USER_TIME } from '../../model/metric.ts';
import { median } from '../../statistics/core/median.ts';

const FIGURES: readonly (readonly [Metric, (run: CommandRun) => number | null])[] = [
  [TIME, ({ wall }) => wall],
  [PEAK_MEMORY, ({ peakMemory }) => peakMemory],
  [USER_TIME, ({ user }) => user],
  [SYSTEM_TIME, ({ system }) => system],
];

/** What runs of a command say, time first; each run is a process. What is not known of some run is left out. */
export function commandMetrics(runs: readonly CommandRun[]): readonly MeasuredMetric[] {
  return FIGURES.flatMap(([metric, of]) => {
    const figures = runs.map(of).filter((figure) => figure !== null);
    if (figures.length < runs.length) return [];
    const processes = figures.map((figure) => [figure]);
    return { ...metric, value: median(figures), figures: { kind: 'processes', processes } };
  });
}

const REPORTED: readonly string[] = [USER_TIME.name, SYSTEM_TIME.name];

/**
 * Whether a metric has a say in the verdict. Processor time is a part of the time, in two halves between which the system
 * divides it by samples of its own: docs/decisions/0034.
 */
export function decides({ name }: Metric): boolean {
  return !REPORTED.includes(name);
}
