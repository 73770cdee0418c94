import type { CandidatesResult } from './candidates.ts';
import type { EnvironmentContext } from './environment.ts';
import type { VerdictEvidence } from './evidence.ts';
import type { GateChange } from './gate.ts';
import type { MeasurementMethod, ProcessMeasurement } from './measurement.ts';
import type { MetricResult } from './metric-result.ts';
import type { Recording } from './recording.ts';
import type { PerformanceStatistics } from './statistics.ts';
import type { Change, ThresholdBounds, ValidationResult, VerdictView } from './verdict.ts';

/** Result of a performance test (specification 1.2). */
export interface PerformanceTestResult {
  /** Full name, groups included: `group > name`. */
  readonly testName: string;
  /** The name that its baseline is stored under; the test's own unless it says otherwise. */
  readonly baselineKey: string;
  /** The file of the test, relative to the working directory or the project; null where none is known. */
  readonly file: string | null;
  /** How the samples came about; it is compared with runs of the same method alone. */
  readonly method: MeasurementMethod;
  /** Seconds per call, of all processes, process by process. */
  readonly samples: readonly number[];
  /** Summary of `samples`, in seconds per call. */
  readonly statistics: PerformanceStatistics;
  /** Seconds per call: the run's estimate, which is what verdicts are made from. */
  readonly estimate: number;
  /** Against the baseline; null where there is none. */
  readonly change: Change | null;
  /** The verdict against the baseline, in a form for programs and in words. */
  readonly validation: ValidationResult;
  /** The machine, its load, and the CI system: where this was measured. */
  readonly environmentContext: EnvironmentContext;
  /** The times, in seconds per call, within which this run counts as unchanged. */
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

/** Result of comparing two implementations (specification 1.2). */
export interface PerformanceComparisonResult {
  /** The side that the candidate is held against: the name that `comparePerformance` was given; of a file `baseline`. */
  readonly baselineName: string;
  /** The other side: the name that `comparePerformance` was given; of a file `candidate`. */
  readonly candidateName: string;
  /** The name of the comparison: what `perf.compare` was given, or both names. */
  readonly testName: string;
  /** The file of the comparison, relative to the working directory or the project; null where none is known. */
  readonly file: string | null;
  /** Summary of all samples of the baseline, in seconds per call. */
  readonly baselineStats: PerformanceStatistics;
  /** Summary of all samples of the candidate, in seconds per call. */
  readonly candidateStats: PerformanceStatistics;
  /** How much slower the candidate is, in percent; negative is faster. */
  readonly overheadPercent: number;
  /** Interval for `overheadPercent`, in percent, at the configuration's `confidenceLevel`. */
  readonly overheadInterval: readonly [number, number];
  /** How much slower the candidate may be, in percent: what the verdict goes by. */
  readonly maxOverheadPercent: number;
  /** False for the verdict `regression` alone. */
  readonly isWithinThreshold: boolean;
  /** The verdict against `maxOverheadPercent`, in a form for programs and in words. */
  readonly statisticalSignificance: ValidationResult;
  /** The verdict in words; of a comparison in one process also how far that can be trusted. */
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
  /** Full name; null where the file itself could not be loaded. */
  readonly testName: string | null;
  /** Its performance file, relative to the working directory or the project. */
  readonly file: string;
  /** What happened, for programs. */
  readonly reason: FailureReason;
  /** What happened and what to do, in words. */
  readonly message: string;
  /** Stack of the error that the test or the file threw; null where there is none. */
  readonly stack: string | null;
}

/** A test that was not measured because its file says so. It keeps its baseline. */
export interface SkippedTest {
  /** Full name, groups included. */
  readonly testName: string;
  /** Its performance file, relative to the working directory or the project. */
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
  /** Version of this form: it rises when a reader would have to change. */
  readonly schemaVersion: 1;
  /** Version of evenkeel that wrote it. */
  readonly evenkeelVersion: string;
  /** The machine, its load, and the CI system: where this was measured. */
  readonly environment: EnvironmentContext;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Seconds. */
  readonly duration: number;
  /** The tests that were measured and judged. */
  readonly results: readonly PerformanceTestResult[];
  /** The comparisons (`perf.compare`) that were measured and judged: one for each candidate, against the baseline. */
  readonly comparisons: readonly PerformanceComparisonResult[];
  /** What comparisons of several functions, or by several metrics, say of all of them; absent where there are none. */
  readonly candidates?: readonly CandidatesResult[];
  /** Tests, and files that could not be loaded, that gave no result. */
  readonly failures: readonly FailedTest[];
  /** Tests that their files leave out; they did not pass. */
  readonly skipped: readonly SkippedTest[];
  /** What a change did to the gate itself, since the newest whole run; none where the whole suite was not run. */
  readonly gateChanges: readonly GateChange[];
  /** What concerns the run as a whole, as advice. */
  readonly warnings: readonly string[];
  /** How many there are of each, and the exit code that follows from it. */
  readonly summary: RunSummary;
}

/** Counts of a run. */
export interface RunSummary {
  /** All tests, those that were skipped or are to be written included. */
  readonly total: number;
  /** Tests and comparisons with the verdict `pass`. */
  readonly passed: number;
  /** Those with the verdict `regression`: slower, and confirmed. */
  readonly regressions: number;
  /** Those with the verdict `improvement`: faster than the baseline. */
  readonly improvements: number;
  /** Those with the verdict `inconclusive`: too noisy to tell. */
  readonly inconclusive: number;
  /** Those with the verdict `no_baseline`: nothing to compare with yet. */
  readonly withoutBaseline: number;
  /**
   * Those with the verdict `incomparable`: the baseline is of another environment or method, or something stood in for a
   * function.
   */
  readonly incomparable: number;
  /** Tests and files that gave no result. */
  readonly failed: number;
  /** Tests that their files leave out by `perf.skip` or `perf.only`; those to be written are in `todo`. */
  readonly skipped: number;
  /** Tests that are still to be written (`perf.todo`). */
  readonly todo: number;
  /** Results that should have been stored and could not be. */
  readonly notStored: number;
  /** Changes that weakened the gate. */
  readonly gateChanges: number;
  /** Whether it was stopped, by Ctrl+C for example, before everything was measured. */
  readonly interrupted: boolean;
  /**
   * 130 where it was interrupted; else 2 where a test failed; else 1 where one is a regression; else 2 where a result could
   * not be stored or every test was skipped; else, where that is to fail, 4 for a weaker gate and 3 for what is inconclusive;
   * else 0.
   */
  readonly exitCode: number;
}
