import type { RegressionTestResult } from '../../model/statistics.ts';
import type { ValidationResult } from '../../model/verdict.ts';
import { type OutlierOptions, outlierIndices } from '../core/outlier-methods.ts';
import type { Samples } from '../core/samples.ts';
import { confidenceInterval, type IntervalOptions } from './confidence-interval.ts';
import { type RegressionTestOptions, regressionTest } from './regression-test.ts';
import { type ValidationOptions, validateSamples } from './validate.ts';

/** Statistical validation of performance samples (specification 3.1). Pure: equal arguments give equal results. */
export class StatisticalValidator {
  /**
   * Validates samples (seconds) against bounds for their typical time; see `validateSamples` for what each method tests.
   * @throws StatisticalValidationError where the samples, the bounds or an option cannot be used.
   */
  validatePerformance(
    samples: Samples,
    lowerThreshold: number,
    upperThreshold: number,
    options: ValidationOptions = {},
  ): ValidationResult {
    return validateSamples(samples, lowerThreshold, upperThreshold, options);
  }

  /**
   * Ascending indices of the outliers: by modified z-score (median and MAD), interquartile range, or isolation forest.
   * @throws StatisticalValidationError where there is no sample, one is not finite, or the method is unknown.
   */
  detectOutliers(samples: Samples, options: OutlierOptions = {}): readonly number[] {
    return outlierIndices(samples, options);
  }

  /**
   * Confidence interval for the typical value of the samples, in their unit; by default for the median, by the exact
   * bootstrap, or where that does not cover what it says by interpolated order statistics; see `confidenceInterval`.
   * @throws StatisticalValidationError where the samples are too few, one is not finite, or an option cannot be used.
   */
  calculateConfidenceInterval(samples: Samples, options: IntervalOptions = {}): readonly [number, number] {
    return confidenceInterval(samples, options);
  }

  /**
   * One-sided textbook test of the hypothesis that the current samples are not slower than the baseline samples.
   * @throws StatisticalValidationError where a side is too small, a sample is not finite, or an option cannot be used.
   */
  testRegression(
    baselineSamples: Samples,
    currentSamples: Samples,
    options: RegressionTestOptions = {},
  ): RegressionTestResult {
    return regressionTest(baselineSamples, currentSamples, options);
  }
}
