import type { FactChange } from '../../model/across.ts';
import type { MadeWith } from '../../model/made-with.ts';
import type { Metric } from '../../model/metric.ts';
import { mean } from '../../statistics/core/mean.ts';
import { deviationAround } from '../../statistics/core/standard-deviation.ts';
import { studentized, studentTPValue } from '../../statistics/core/welch.ts';
import { WINDOW } from './estimate.ts';
import { factChanges } from './fact-changes.ts';

/** A run of a series, oldest first. */
export interface DatedRun {
  /** When it was recorded, in UTC: `2026-11-28`. */
  readonly day: string;
  /** In the metric's unit. */
  readonly value: number;
  readonly madeWith: MadeWith | null;
}

/** The place where a series most clearly went from one level to another. */
export interface Step {
  /** The day of the first run behind it, in UTC. */
  readonly day: string;
  /** Of the logarithm: above 0 is more. */
  readonly shift: number;
  readonly error: number;
  readonly degreesOfFreedom: number;
  /** The chance of a difference as large at this place where nothing changed, either way. */
  readonly pValue: number;
  /** What is recorded and changed between the runs on either side. */
  readonly facts: readonly FactChange[];
}

/** What a series says of when it moved. */
export interface Steps {
  /** Null where it has no place with enough runs on either side. */
  readonly clearest: Step | null;
  /** Places that were looked at. */
  readonly places: number;
  /** Those of them at which something that is recorded changed, with the day. */
  readonly changes: readonly { readonly day: string; readonly facts: readonly FactChange[] }[];
}

/** Newest runs of a series that are looked through: what moved before them is no news. */
const MOST_RUNS = 60;
/** Runs before a step that it takes, so that they have a spread. */
const LEAST_BEFORE = 4;
/** Runs behind it: one or two that were slow are no new level. */
const LEAST_AFTER = 3;
/**
 * What runs are taken to deviate by at least, on the logarithmic scale: runs that happen to agree are no proof that they always do.
 */
const LEAST_DEVIATION = { sampled: 0.003, counted: 0.0005, single: 0.0001 } as const;

/**
 * Looks at every place of a series with enough runs on either side, up to a window's worth each: Student's t of two groups of one
 * variance, as unchanged runs have (Student, Biometrika 6, 1908).
 * @param all oldest first.
 */
export function stepsOf(all: readonly DatedRun[], { scatter }: Pick<Metric, 'scatter'>): Steps {
  const runs = all.slice(-MOST_RUNS);
  if (runs.some(({ value }) => !(value > 0))) return { clearest: null, places: 0, changes: [] };
  const logs = runs.map(({ value }) => Math.log(value));
  const changes: { day: string; facts: readonly FactChange[] }[] = [];
  let clearest: Step | null = null;
  let places = 0;
  for (let i = LEAST_BEFORE; i <= runs.length - LEAST_AFTER; i++) {
    places++;
    const [before, after] = [logs.slice(Math.max(0, i - WINDOW), i), logs.slice(i, i + WINDOW)];
    const facts = changedAt(runs, i);
    const { day } = runs[i]!;
    if (facts.length > 0) changes.push({ day, facts });
    const step = { day, facts, ...differenceOf(before, after, LEAST_DEVIATION[scatter]) };
    if (clearest === null || step.pValue < clearest.pValue) clearest = step;
  }
  return { clearest, places, changes };
}

function differenceOf(before: readonly number[], after: readonly number[], leastDeviation: number) {
  const [a, b] = [mean(before), mean(after)];
  const degreesOfFreedom = before.length + after.length - 2;
  const squares =
    (before.length - 1) * deviationAround(before, a) ** 2 + (after.length - 1) * deviationAround(after, b) ** 2;
  const deviation = Math.max(leastDeviation, Math.sqrt(squares / degreesOfFreedom));
  const error = deviation * Math.sqrt(1 / before.length + 1 / after.length);
  const shift = b - a;
  const statistic = studentized(shift, error, Math.max(Math.abs(a), Math.abs(b)));
  return { shift, error, degreesOfFreedom, pValue: studentTPValue(statistic, degreesOfFreedom, 'two-sided') };
}

// Runs that say nothing of what they were made with have no part in that.
function changedAt(runs: readonly DatedRun[], i: number): readonly FactChange[] {
  const before = runs[i - 1]!.madeWith;
  const after = runs[i]!.madeWith;
  return before === null || after === null ? [] : factChanges(before, after);
}
