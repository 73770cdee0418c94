import type { Metric } from './metric.ts';
import type { Change } from './verdict.ts';

/** A series among those of the same name in other projects, or on other kinds of machine. */
export interface AcrossRow {
  /** Its project. */
  readonly project: string;
  /** The kind of machine. */
  readonly environmentKey: string;
  /** How many runs it is judged by: the newest of its baseline. */
  readonly runs: number;
  /** When the newest of them was recorded; ISO 8601. */
  readonly lastRecordedAt: string;
  /** As it was measured, in the metric's unit. */
  readonly estimate: number;
  /** Interval for it, from what runs differ by; null where there is one run alone. */
  readonly interval: readonly [number, number] | null;
  /** What the reference machine would need about, in the metric's unit; null where that is not needed, or cannot be said. */
  readonly normalised: number | null;
  /** Interval for it; null as for `interval`. */
  readonly normalisedInterval: readonly [number, number] | null;
  /** How much slower than the reference machine its machines are; null where it is not known, or not needed. */
  readonly factor: number | null;
  /** Its place, 1 for the best; null where it cannot be held against the others. */
  readonly rank: number | null;
  /** Whether the others are held against this one. */
  readonly isReference: boolean;
  /** Against the reference, with its interval at the confidence of one statement by itself; null where it cannot be said. */
  readonly change: Change | null;
  /**
   * Whether it differs from the reference for sure: at the report's confidence for all statements of the report together. Null where
   * that cannot be said.
   */
  readonly differs: boolean | null;
  /** Why something of this is not known, as a sentence; null where all is. */
  readonly note: string | null;
}

/** A test that several projects have, or several kinds of machine, in one metric. */
export interface AcrossTest {
  /** What its series are stored under. */
  readonly testName: string;
  /** What of it is compared. */
  readonly metric: Metric;
  /**
   * - `by_factor`: the kinds of machine differ, and each time was divided by its machine's baseline factor;
   * - `same_machines`: there is one kind of machine, so figures are compared as they were measured;
   * - `not_needed`: what is measured does not depend on how fast a machine is, or nobody knows how.
   */
  readonly normalising: 'by_factor' | 'same_machines' | 'not_needed';
  /** By rank; those that have none are last. */
  readonly rows: readonly AcrossRow[];
}

/** Something that was recorded of runs and changed from one to the next. */
export interface FactChange {
  /** What it is, for people: `Node`, `runner image`, `package-lock.json`. */
  readonly name: string;
  /** What it was; null where that differs between those that it changed in, as the hashes of lockfiles do. */
  readonly from: string | null;
  /** What it is since; null as for `from`. */
  readonly to: string | null;
}

/** A series that moved from one day on. */
export interface MovedSeries {
  /** Its project. */
  readonly project: string;
  /** What it is stored under. */
  readonly testName: string;
  /** What of the test moved. */
  readonly metric: Metric;
  /** The kind of machine. */
  readonly environmentKey: string;
  /** From the runs before that day to those since, in percent. */
  readonly change: Change;
}

/** What moved in several projects on the same day. */
export interface AcrossMove {
  /** The day of the first run after it, in UTC: `2026-11-28`. */
  readonly day: string;
  /** What of the tests moved. */
  readonly metric: Metric;
  /** Projects in which it surely moved, by name; two or more. */
  readonly projects: readonly string[];
  /** What changed in all of them at that moment; none where nothing that is recorded did. */
  readonly facts: readonly FactChange[];
  /** Of all series that moved together. */
  readonly change: Change;
  /** Each of them. */
  readonly series: readonly MovedSeries[];
}

/**
 * What `evenkeel across --json` writes; `schemaVersion` rises when a reader would have to change.
 *
 * @example
 * import type { AcrossReport } from 'evenkeel';
 *
 * function slowerForSure({ tests }: AcrossReport): readonly string[] {
 *   const rows = tests.flatMap(({ testName, rows }) => rows.map((row) => ({ testName, ...row })));
 *   return rows.filter(({ differs }) => differs).map(({ testName, project }) => `${testName} in ${project}`);
 * }
 */
export interface AcrossReport {
  /** Which report this is: always `across`. */
  readonly kind: 'across';
  /** Version of this form: it rises when a reader would have to change. */
  readonly schemaVersion: 1;
  /** Version of evenkeel that wrote it. */
  readonly evenkeelVersion: string;
  /** Of all statements together, from 0 to 1. */
  readonly confidenceLevel: number;
  /** Projects of the store that were looked at, by name. */
  readonly projects: readonly string[];
  /** What could be compared, by name and metric. */
  readonly tests: readonly AcrossTest[];
  /** How many series have nothing of the same name beside them. */
  readonly alone: number;
  /** What moved in several projects on the same day, newest first. */
  readonly moves: readonly AcrossMove[];
  /** What a person must know of the store and of what was left out. */
  readonly warnings: readonly string[];
}
