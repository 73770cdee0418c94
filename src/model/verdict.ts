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

/** Result of `validateRegression`. */
export interface RegressionAnalysisResult {
  readonly testName: string;
  readonly isRegression: boolean;
  readonly verdict: Verdict;
  /** Null where there is no baseline. */
  readonly changePercent: number | null;
  readonly validation: ValidationResult;
  readonly thresholds: ThresholdBounds;
  /** Textbook two-sample tests of the samples against the stored ones, for information: they do not make the verdict. */
  readonly tests: readonly RegressionTestResult[];
  /** What to do. */
  readonly recommendation: string;
}
