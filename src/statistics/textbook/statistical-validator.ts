import type { RegressionTestResult } from '../../model/statistics.ts';
import type { ValidationResult } from '../../model/verdict.ts';
import { type OutlierOptions, outlierIndices } from '../core/outlier-methods.ts';
import type { Samples } from '../core/samples.ts';
import { confidenceInterval, type IntervalOptions } from './confidence-interval.ts';
import { type RegressionTestOptions, regressionTest } from './regression-test.ts';
import { type ValidationOptions, validateSamples } from './validate.ts';

/**
 * Statistical validation of performance samples (specification 3.1). Pure: equal arguments give equal results.
 *
 * @example
 * import { StatisticalValidator } from 'evenkeel';
 *
 * const validator = new StatisticalValidator();
 * const samples = [0.0102, 0.0101, 0.0104, 0.0103, 0.0102, 0.0101, 0.0103, 0.0102];
 * console.log(validator.validatePerformance(samples, 0.009, 0.011).verdict); // pass
 */
export class StatisticalValidator {
  /**
   * Validates samples (seconds) against bounds for their typical time; see `validateSamples` for what each method tests.
   * @throws StatisticalValidationError where the samples, the bounds or an option cannot be used.
   *
   * @example
   * import { StatisticalValidator } from 'evenkeel';
   *
   * const samples = [0.0122, 0.0121, 0.0124, 0.0123, 0.0122, 0.0121, 0.0123, 0.0122];
   * const { verdict } = new StatisticalValidator().validatePerformance(samples, 0.009, 0.011, { confidenceLevel: 0.99 });
   * console.log(verdict); // regression
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
   *
   * @example
   * import { StatisticalValidator } from 'evenkeel';
   *
   * console.log(new StatisticalValidator().detectOutliers([1.01, 1.02, 9.5, 1, 1.03])); // [ 2 ]
   */
  detectOutliers(samples: Samples, options: OutlierOptions = {}): readonly number[] {
    return outlierIndices(samples, options);
  }

  /**
   * Confidence interval for the typical value of the samples, in their unit; by default for the median, by the exact
   * bootstrap, or where that does not cover what it says by interpolated order statistics; see `confidenceInterval`.
   * @throws StatisticalValidationError where the samples are too few, one is not finite, or an option cannot be used.
   *
   * @example
   * import { StatisticalValidator } from 'evenkeel';
   *
   * const samples = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
   * const [low, high] = new StatisticalValidator().calculateConfidenceInterval(samples, { method: 'order_statistic' });
   * console.log(low, high); // 2 9
   */
  calculateConfidenceInterval(samples: Samples, options: IntervalOptions = {}): readonly [number, number] {
    return confidenceInterval(samples, options);
  }

  /**
   * One-sided textbook test of the hypothesis that the current samples are not slower than the baseline samples.
   * @throws StatisticalValidationError where a side is too small, a sample is not finite, or an option cannot be used.
   *
   * @example
   * import { StatisticalValidator } from 'evenkeel';
   *
   * const { isRegression, effectSize } = new StatisticalValidator().testRegression([1, 2, 3, 4], [11, 12, 13, 14]);
   * console.log(isRegression, effectSize); // true 1
   */
  testRegression(
    baselineSamples: Samples,
    currentSamples: Samples,
    options: RegressionTestOptions = {},
  ): RegressionTestResult {
    return regressionTest(baselineSamples, currentSamples, options);
  }
}
