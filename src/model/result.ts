import type { EnvironmentContext } from './environment.ts';
import type { VerdictEvidence } from './evidence.ts';
import type { GateChange } from './gate.ts';
import type { MeasurementMethod, ProcessMeasurement } from './measurement.ts';
import type { MetricResult } from './metric-result.ts';
import type { PerformanceStatistics } from './statistics.ts';
import type { Change, ThresholdBounds, ValidationResult, VerdictView } from './verdict.ts';

/** Result of a performance test (specification 1.2). */
export interface PerformanceTestResult {
  readonly testName: string;
  /** The name that its baseline is stored under; the test's own unless it says otherwise. */
  readonly baselineKey: string;
  /** The file of the test, relative to the working directory or the project; null where none is known. */
  readonly file: string | null;
  readonly method: MeasurementMethod;
  /** Seconds per call, of all processes, process by process. */
  readonly samples: readonly number[];
  readonly statistics: PerformanceStatistics;
  /** Seconds per call: the run's estimate, which is what verdicts are made from. */
  readonly estimate: number;
  /** Against the baseline; null where there is none. */
  readonly change: Change | null;
  readonly validation: ValidationResult;
  readonly environmentContext: EnvironmentContext;
  readonly thresholds: ThresholdBounds;
  /** The ways in which the run was held against the past; none where there was nothing to hold it against. */
  readonly views: readonly VerdictView[];
  /** What decided: past runs, or pairs of processes with the code of the baseline. */
  readonly evidence: VerdictEvidence;
  /** How the samples came about, one per process. */
  readonly processes: readonly ProcessMeasurement[];
  /** Whether this run was stored, and if not, why. */
  readonly recording: Recording;
  /**
   * What was measured of it, the most important first: `samples`, `statistics`, `estimate` and `change` are of that one, in its
   * unit. `validation` is that of the metric which needs attention most. Absent in reports that know of nothing but time.
   */
  readonly metrics?: readonly MetricResult[];
  /** ISO 8601. */
  readonly timestamp: string;
}

/**
 * What became of a run in the store. `not_recorded` was decided; `failed` should have been stored and could not be: the
 * verdict holds, but the run will be missing from the baseline.
 */
export type Recording =
  | { readonly state: 'recorded' }
  /** The run was cut short: it counts beside whole runs, and is no baseline by itself. */
  | { readonly state: 'recorded_in_part' }
  | { readonly state: 'accepted' }
  | { readonly state: 'kept_as_regression' }
  | { readonly state: 'not_recorded'; readonly reason: string }
  | { readonly state: 'failed'; readonly reason: string };

/** Result of comparing two implementations (specification 1.2). */
export interface PerformanceComparisonResult {
  readonly baselineName: string;
  readonly candidateName: string;
  /** The name of the comparison: what `perf.compare` was given, or both names. */
  readonly testName: string;
  readonly file: string | null;
  readonly baselineStats: PerformanceStatistics;
  readonly candidateStats: PerformanceStatistics;
  /** How much slower the candidate is, in percent; negative is faster. */
  readonly overheadPercent: number;
  readonly overheadInterval: readonly [number, number];
  readonly maxOverheadPercent: number;
  readonly isWithinThreshold: boolean;
  readonly statisticalSignificance: ValidationResult;
  readonly recommendation: string;
  /** What one process made of no difference at all; absent where each side had processes of its own. */
  readonly inProcessBias?: InProcessBias;
  /**
   * What pairs of processes made of no difference: half of the turns of a side against its other half. A control that
   * differs from 0 for sure widens the limit. Absent where the sides did not take turns.
   */
  readonly control?: Change;
}

/**
 * How far a comparison within one process can be trusted. Two copies of one function differ there: in what the compiler
 * made of them, in where they and their data lie. All in percent.
 */
export interface InProcessBias {
  /** How much slower the baseline was when it was measured a second time, block by block beside the first. */
  readonly selfDifferencePercent: number;
  /** Interval for it, at 95 % one-sided confidence either way. */
  readonly selfDifferenceInterval: readonly [number, number];
  /** By what the limit was widened because of it: smaller differences cannot be told apart in this process. */
  readonly allowancePercent: number;
}

/** What kept a test from a result; `base_failed` is of `evenkeel compare`: the base has the test and cannot run it. */
export type FailureReason =
  | 'threw'
  | 'timed_out'
  | 'process_died'
  | 'invalid_answer'
  | 'invalid_file'
  | 'store_failed'
  | 'interrupted'
  | 'base_failed';

/** A test that gave no result. */
export interface FailedTest {
  readonly testName: string | null;
  readonly file: string;
  readonly reason: FailureReason;
  readonly message: string;
  readonly stack: string | null;
}

/** A test that was not measured because its file says so. It keeps its baseline. */
export interface SkippedTest {
  readonly testName: string;
  readonly file: string;
  /**
   * - `skip`: `perf.skip`, or a group of it;
   * - `only`: another test of the file is marked with `perf.only`;
   * - `todo`: it is still to be written.
   */
  readonly reason: 'skip' | 'only' | 'todo';
  /** The reason in words. */
  readonly message: string;
}

/**
 * What `evenkeel run --json` writes; `schemaVersion` rises when a reader would have to change.
 *
 * @example
 * import type { RunReport } from 'evenkeel';
 *
 * function slower({ results }: RunReport): readonly string[] {
 *   return results.filter(({ validation }) => validation.verdict === 'regression').map(({ testName }) => testName);
 * }
 */
export interface RunReport {
  readonly schemaVersion: 1;
  readonly evenkeelVersion: string;
  readonly environment: EnvironmentContext;
  readonly startedAt: string;
  /** Seconds. */
  readonly duration: number;
  readonly results: readonly PerformanceTestResult[];
  readonly comparisons: readonly PerformanceComparisonResult[];
  readonly failures: readonly FailedTest[];
  /** Tests that their files leave out; they did not pass. */
  readonly skipped: readonly SkippedTest[];
  /** What a change did to the gate itself, since the newest whole run; none where the whole suite was not run. */
  readonly gateChanges: readonly GateChange[];
  /** What concerns the run as a whole, as advice. */
  readonly warnings: readonly string[];
  readonly summary: RunSummary;
}

/** Counts of a run. */
export interface RunSummary {
  /** All tests, those that were skipped or are to be written included. */
  readonly total: number;
  readonly passed: number;
  readonly regressions: number;
  readonly improvements: number;
  readonly inconclusive: number;
  readonly withoutBaseline: number;
  readonly incomparable: number;
  readonly failed: number;
  readonly skipped: number;
  readonly todo: number;
  /** Results that should have been stored and could not be. */
  readonly notStored: number;
  /** Changes that weakened the gate. */
  readonly gateChanges: number;
  readonly interrupted: boolean;
  readonly exitCode: number;
}
