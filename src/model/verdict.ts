import type { RegressionTestResult } from './statistics.ts';

/**
 * - `pass`: no slower than the baseline, as far as this run could see;
 * - `regression`: slower, and confirmed;
 * - `improvement`: faster;
 * - `inconclusive`: too noisy to tell within the budget;
 * - `no_baseline`: nothing to compare with yet;
 * - `incomparable`: a baseline exists, but of another environment or another method.
 */
export type Verdict = 'pass' | 'regression' | 'improvement' | 'inconclusive' | 'no_baseline' | 'incomparable';

/** Every reason not to believe a change, or not to be sure that there is none; see docs/how-verdicts-are-made.md. */
export type DoubtName =
  | 'looks_disagree'
  | 'waited_in_one_process'
  | 'interrupted_by_other_programs'
  | 'machine_slower_than_any_past_run'
  | 'processes_disagree'
  | 'not_outstanding'
  | 'near_the_margin'
  | 'few_runs_of_cpu_time'
  | 'too_noisy'
  | 'side_differs_from_itself'
  | 'probably_slower'
  | 'pairs_too_noisy';

/** A doubt that kept a verdict from being a clearer one. */
export interface Doubt {
  readonly name: DoubtName;
  /** In words. */
  readonly sentence: string;
}

/** A doubt that was looked into. */
export interface DoubtCheck {
  readonly name: DoubtName;
  readonly applies: boolean;
  /** What it went by, in words. */
  readonly figures: string;
}

/** Result of performance validation (specification 1.2, extended by the verdict). */
export interface ValidationResult {
  /** False for a regression alone. */
  readonly isValid: boolean;
  readonly verdict: Verdict;
  /** The verdict in words. */
  readonly message: string;
  readonly confidenceLevel: number;
  readonly testStatistic: number | null;
  readonly pValue: number | null;
  readonly validationMethod: string;
  /** The smallest slow-down that this validation would have caught nine times in ten; null where it had no baseline. */
  readonly minimumDetectableChangePercent: number | null;
  /** What kept it from being a clearer verdict, most important first; absent where it was not held against past runs. */
  readonly doubts?: readonly Doubt[];
  /** What a person should know or do, one sentence or two each. */
  readonly warnings: readonly string[];
}

/** Bounds within which a time counts as unchanged; in seconds. */
export interface ThresholdBounds {
  readonly lowerBound: number;
  readonly upperBound: number;
  /** Null where there is no baseline: the bounds then lie around the current samples. */
  readonly baselineMedian: number | null;
  /** `upperBound` as a multiple of what it was calculated around. */
  readonly adaptiveFactor: number;
  readonly calculationMethod: string;
}

/** A change against the baseline, in percent of it; positive is slower. */
export interface Change {
  readonly percent: number;
  readonly interval: readonly [number, number];
}

/**
 * One way in which a run was held against the past:
 * - `lowEnd`: the low end of its samples against the baseline;
 * - `cpuTime`: the mean of its processor time against the baseline's, which shows dearer slow branches;
 * - `drift`: the low end against the oldest runs, which shows what crept in below every single margin.
 */
export interface VerdictView {
  readonly name: 'lowEnd' | 'cpuTime' | 'drift';
  /** What the past runs lead to expect on the machine as it was now, in seconds per call. */
  readonly expected: number;
  /** The run's own figure, of all its looks, in seconds per call. */
  readonly measured: number;
  /** Past runs that the expectation was made from. */
  readonly runs: number;
  readonly changePercent: number;
  /** Up to here a change counts as noise. */
  readonly allowedPercent: number;
  /** Standard deviation between runs. */
  readonly spreadPercent: number;
  /** How much slower the control kernel was than in the past runs. */
  readonly machinePercent: number;
  /** How much of the time was put down to that. */
  readonly correctionPercent: number;
  /** Looks beyond what is allowed, of how many. */
  readonly slowLooks: number;
  readonly looks: number;
  /**
   * Whether most past runs were made elsewhere, before this machine was started, or long ago. All looks of a run may then
   * share what is slower, so more counts as noise.
   */
  readonly isFromElsewhere: boolean;
  /** Every doubt with its figures, where a look was beyond what is allowed or all is too noisy; none otherwise. */
  readonly checks: readonly DoubtCheck[];
}

/** Result of `validateRegression`. */
export interface RegressionAnalysisResult {
  readonly testName: string;
  readonly isRegression: boolean;
  readonly verdict: Verdict;
  /** Null where there is no baseline. */
  readonly changePercent: number | null;
  /** The same with its interval. */
  readonly change: Change | null;
  readonly validation: ValidationResult;
  readonly thresholds: ThresholdBounds;
  /** Textbook two-sample tests of the samples against the stored ones, for information: they do not make the verdict. */
  readonly tests: readonly RegressionTestResult[];
  /** What to do. */
  readonly recommendation: string;
}
