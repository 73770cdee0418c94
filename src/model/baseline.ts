import type { MadeWith } from './made-with.ts';
import type { MeasurementMethod } from './measurement.ts';
import type { Metric } from './metric.ts';
import type { Percentiles, QuantileSketch } from './statistics.ts';

/** Names one series of runs: the same metric of the same test in comparable environments. */
export interface SeriesKey {
  /** What the baseline is stored under: the test's full name, or its `baselineKey`. */
  readonly testName: string;
  /** Separates machines whose results must not be compared. */
  readonly environmentKey: string;
  /** Absent where it is `time`. Figures below that are called seconds are in its unit, where it is another one. */
  readonly metric?: Metric;
}

/** A series of one of the projects that share a store. */
export interface ProjectSeries extends SeriesKey {
  /** By what name the project is known there; null in a store that is of one project alone. */
  readonly project: string | null;
}

/**
 * What became of a run:
 * - `recorded`: part of the baseline;
 * - `regression`: judged slower; kept, so that it can be accepted, but not part of the baseline;
 * - `accepted`: declared the new baseline by a person; runs before it no longer count;
 * - `undecided`: too noisy to tell; its noise is part of the baseline, and nothing is held against its code;
 * - `partial`: of a run that ended before all of its tests were measured. It counts beside whole runs, and is no baseline by
 *   itself.
 */
export type RunStatus = 'recorded' | 'regression' | 'accepted' | 'undecided' | 'partial';

/** What is kept of one process of a run. */
export interface ProcessSummary {
  /** The process's location estimate, in seconds per call. */
  readonly location: number;
  /** Location of the control kernel in that process, in seconds per pass; null where it was not run. */
  readonly control: number | null;
  /** Processor seconds per call, the mean of all samples, in single precision; null where it is not known. */
  readonly cpuTime: number | null;
  /** Processor seconds per pass of the control kernel, in single precision; null where it is not known. */
  readonly controlCpuTime: number | null;
  /** How many calls were timed together as one sample. */
  readonly callsPerSample: number;
  /** The test's place in its round. */
  readonly position: number;
  /** The process's samples (seconds per call). */
  readonly sketch: QuantileSketch;
}

/** What is kept of one run of one test. */
export interface RunRecord extends SeriesKey {
  /** One for each run of the framework, shared by all tests of that run. */
  readonly runId: string;
  /** ISO 8601. */
  readonly recordedAt: string;
  /** How the samples came about; it is compared with runs of the same method alone. */
  readonly method: MeasurementMethod;
  /** Whether it is a part of the baseline, and why not. */
  readonly status: RunStatus;
  /** The run's location estimate, in seconds per call. */
  readonly estimate: number;
  /** The weight that was left to older runs when this one was added, from 0 (forget them) to 1 (keep them whole). */
  readonly decayFactor: number;
  /** Commit that was measured, where known. */
  readonly commit: string | null;
  /** Branch that was measured; null where it is not known. */
  readonly branch: string | null;
  /**
   * Whether the tree that was measured differed from `commit`: a changed file, or a new one that git does not ignore. Null
   * where it is not known: nobody asked git, it gave no answer in time, or the run is older than the question.
   */
  readonly isDirty: boolean | null;
  /** What it was made with besides the code: Node, the runner's image, dependencies. Absent where nothing of it is known. */
  readonly madeWith?: MadeWith;
  /** One for each process that was started for the test; one alone where it was measured in the caller's. */
  readonly processes: readonly ProcessSummary[];
}

/** A run that was stored and cannot be read any more; null is what is not known of it. */
export interface LostRun {
  /** What its baseline was stored under. */
  readonly testName: string | null;
  /** The environment that it was measured in. */
  readonly environmentKey: string | null;
  /** The run of the framework that it was a part of. */
  readonly runId: string | null;
  /** ISO 8601. */
  readonly recordedAt: string | null;
  /** How its samples came about. */
  readonly method: MeasurementMethod | null;
}

/** The result of rebuilding damaged baselines. */
export interface CacheRecovery {
  /** What was found, saved and lost, in sentences; empty where the store is sound. */
  readonly messages: readonly string[];
  /** Every run that is known to be lost. */
  readonly lost: readonly LostRun[];
  /** Whether these are all: false where the damage has taken what would have told. */
  readonly isComplete: boolean;
}

/** One series at a glance. */
export interface SeriesOverview extends SeriesKey {
  readonly runs: number;
  /** ISO 8601, of the oldest and the newest run. */
  readonly firstRecordedAt: string;
  readonly lastRecordedAt: string;
}

/** Historical performance baseline (specification 4.1), made from the runs of a series. */
export interface PerformanceBaseline extends SeriesKey {
  /** Weighted median of the runs' estimates, in seconds per call. */
  readonly medianTime: number;
  /** Median absolute deviation of the runs' estimates, in seconds. */
  readonly madTime: number;
  /** Percentiles of all stored samples, read from their sketches. */
  readonly percentiles: Percentiles;
  /** How many samples all of its runs took. */
  readonly sampleCount: number;
  /** How many runs it was made from. */
  readonly runCount: number;
  /** ISO 8601. */
  readonly lastUpdated: string;
  /** Interval for the median time at 95 % confidence, in seconds. */
  readonly confidenceInterval: readonly [number, number];
  /** Version of the stored form. */
  readonly version: string;
  /**
   * Of the newest run its `method`, `runId`, `commit` and `branch`; `firstRecordedAt`, and whether the oldest `isAccepted`.
   */
  readonly metadata: Readonly<Record<string, unknown>>;
}
