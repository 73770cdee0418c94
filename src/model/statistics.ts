/** How `runPerformanceTest` and `validatePerformance` look at samples (specification 1.1 and 3.1). */
export type StatisticalMethod = 'robust' | 'parametric' | 'bootstrap';

/** How outliers are told (specification 3.1). */
export type OutlierDetectionMethod = 'modified_z_score' | 'iqr' | 'isolation_forest';

/** Two-sample tests for a regression (specification 3.1). */
export type RegressionTestType = 'mann_whitney' | 't_test' | 'ks_test';

/** The percentiles of a summary, keyed by percent. */
export interface Percentiles {
  /** Five percent of the samples are below it. */
  readonly 5: number;
  /** The lower quartile. */
  readonly 25: number;
  /** The upper quartile. */
  readonly 75: number;
  /** Five percent of the samples are above it. */
  readonly 95: number;
  /** Others, by their percent. */
  readonly [percent: number]: number;
}

/** Statistical summary of performance samples; every duration is in seconds per call. */
export interface PerformanceStatistics {
  /** Half of the samples are below it. */
  readonly median: number;
  /** Arithmetic mean, outliers included. */
  readonly mean: number;
  /** Sample standard deviation (n − 1); 0 for a single sample. */
  readonly stdDev: number;
  /** Median absolute deviation from the median, unscaled. */
  readonly mad: number;
  /** Percentiles by linear interpolation (type 7 of Hyndman and Fan, 1996). */
  readonly percentiles: Percentiles;
  /** Samples far from the others; by default those whose modified z-score exceeds 3.5. */
  readonly outliersCount: number;
  /** How many samples were summarised. */
  readonly sampleCount: number;
}

/**
 * A quantile sketch as plain data: counts of samples in buckets whose bounds grow by a constant ratio, so that every
 * quantile read from it is within `accuracy` (relative) of the sample's own. Two sketches of one accuracy merge by
 * adding their counts.
 */
export interface QuantileSketch {
  /** Relative accuracy, for example 0.01. */
  readonly accuracy: number;
  /** How many samples were zero (or too small for a bucket). */
  readonly zeroCount: number;
  /** Bucket indices in ascending order, with how many samples fell in each. */
  readonly buckets: readonly (readonly [index: number, count: number])[];
}

/** Result of a two-sample test for a regression. */
export interface RegressionTestResult {
  /** Which test it is. */
  readonly testType: RegressionTestType;
  /** U of Mann and Whitney, Welch's t, or D of Kolmogorov and Smirnov. */
  readonly testStatistic: number;
  /** One-sided: the probability of a statistic at least as extreme if the current samples are not slower. */
  readonly pValue: number;
  /** Whether `pValue` is below 1 − `confidenceLevel`. */
  readonly isRegression: boolean;
  /** Size of the difference; which measure it is depends on the test and is said in `interpretation`. */
  readonly effectSize: number;
  /** From 0 to 1. */
  readonly confidenceLevel: number;
  /** In words: what this test can and cannot conclude from these samples. */
  readonly interpretation: string;
}
