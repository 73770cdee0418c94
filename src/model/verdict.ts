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
  /** Which doubt it is, for programs. */
  readonly name: DoubtName;
  /** In words. */
  readonly sentence: string;
}

/** A doubt that was looked into. */
export interface DoubtCheck {
  /** Which doubt it is, for programs. */
  readonly name: DoubtName;
  /** Whether it holds here, so that the change is not believed. */
  readonly applies: boolean;
  /** What it went by, in words. */
  readonly figures: string;
}

/** Result of performance validation (specification 1.2, extended by the verdict). */
export interface ValidationResult {
  /** False for a regression alone. */
  readonly isValid: boolean;
  /** What to make of it, for programs. */
  readonly verdict: Verdict;
  /** The verdict in words. */
  readonly message: string;
  /** From 0 to 1: 1 minus the chance that the verdict allows to call unchanged code a regression. */
  readonly confidenceLevel: number;
  /** What `validationMethod` goes by; greater is slower. Null where nothing was compared. */
  readonly testStatistic: number | null;
  /**
   * One-sided: the chance of such a statistic or a greater one for code that is not slower. Null where none was calculated.
   */
  readonly pValue: number | null;
  /** How it was judged: `run_history_robust`, `trimmed_t_of_log_ratios`, `mann_whitney`, … */
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
  /** Below this a time is an improvement. */
  readonly lowerBound: number;
  /** Above this a time is a slow-down. */
  readonly upperBound: number;
  /** Null where there is no baseline: the bounds then lie around the current samples. */
  readonly baselineMedian: number | null;
  /** `upperBound` as a multiple of what it was calculated around. */
  readonly adaptiveFactor: number;
  /** `spread_between_runs` where there is a baseline; else `prior_around_current_run`, a guess of usual noise. */
  readonly calculationMethod: string;
}

/** A change against the baseline, in percent of it; positive is slower. */
export interface Change {
  /** The estimate: 5 is five percent slower, −5 five percent less time. */
  readonly percent: number;
  /** Its lower and upper end, in percent. */
  readonly interval: readonly [number, number];
}

/**
 * One way in which a run was held against the past:
 * - `lowEnd`: the low end of its samples against the baseline;
 * - `cpuTime`: the mean of its processor time against the baseline's, which shows dearer slow branches;
 * - `drift`: the low end against the oldest runs, which shows what crept in below every single margin.
 */
export interface VerdictView {
  /** Which way it is. */
  readonly name: 'lowEnd' | 'cpuTime' | 'drift';
  /** What the past runs lead to expect on the machine as it was now, in seconds per call. */
  readonly expected: number;
  /** The run's own figure, of all its looks, in seconds per call. */
  readonly measured: number;
  /** Past runs that the expectation was made from. */
  readonly runs: number;
  /** `measured` against `expected`; positive is slower. */
  readonly changePercent: number;
  /** Up to here a change counts as noise. */
  readonly allowedPercent: number;
  /** Standard deviation between runs. */
  readonly spreadPercent: number;
  /** How much slower the control kernel was than in the past runs. */
  readonly machinePercent: number;
  /** How much of the time was put down to that. */
  readonly correctionPercent: number;
  /** Looks beyond what is allowed. */
  readonly slowLooks: number;
  /** How many looks at the test the run took: the first, and those to be sure. */
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
  /** The name that the stored runs were looked up by. */
  readonly testName: string;
  /** Whether `verdict` is `regression`. */
  readonly isRegression: boolean;
  /** That of the samples against the stored runs. */
  readonly verdict: Verdict;
  /** Null where there is no baseline. */
  readonly changePercent: number | null;
  /** The same with its interval. */
  readonly change: Change | null;
  /** The same with how it came about, and in words. */
  readonly validation: ValidationResult;
  /** The times, in seconds per call, within which the samples count as unchanged. */
  readonly thresholds: ThresholdBounds;
  /** Textbook two-sample tests of the samples against the stored ones, for information: they do not make the verdict. */
  readonly tests: readonly RegressionTestResult[];
  /** What to do. */
  readonly recommendation: string;
}
