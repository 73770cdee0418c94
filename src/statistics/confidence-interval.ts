import { StatisticalValidationError } from '../errors.ts';
import { type BootstrapOptions, bcaInterval, studentizedInterval } from './bootstrap.ts';
import { mean } from './mean.ts';
import { meanInterval } from './mean-interval.ts';
import { medianInterval, orderStatisticInterval } from './median-interval.ts';
import type { Samples } from './samples.ts';

/**
 * How an interval is calculated, and of what:
 * - `bootstrap`: percentile bootstrap of the median, from its exact law;
 * - `order_statistic`: of the median, between two samples; never covers less than it says;
 * - `t`: Student's, of the mean;
 * - `bca`: bias-corrected and accelerated bootstrap, of the mean;
 * - `studentized`: bootstrap-t, of the mean.
 */
export type IntervalMethod = 'bootstrap' | 'order_statistic' | 't' | 'bca' | 'studentized';

/** Which interval, and how sure it is to be. */
export interface IntervalOptions extends BootstrapOptions {
  /** Default 'bootstrap'. */
  readonly method?: IntervalMethod;
}

/**
 * Confidence interval for the typical value of independent samples, in their unit: by default for the median, by the
 * percentile bootstrap. Only `bca` and `studentized` use the generator and the number of resamples. A single sample gives
 * itself as both ends of the default interval: it says nothing of the spread.
 * @throws StatisticalValidationError where the samples are too few for the method, one is not finite, or an option is
 * out of range.
 */
export function confidenceInterval(samples: Samples, options: IntervalOptions = {}): readonly [number, number] {
  const { confidenceLevel = 0.95, method = 'bootstrap' } = options;
  switch (method) {
    case 'bootstrap':
      return medianInterval(samples, confidenceLevel);
    case 'order_statistic':
      return orderStatisticInterval(samples, confidenceLevel);
    case 't':
      return meanInterval(samples, confidenceLevel);
    case 'bca':
      return bcaInterval(samples, mean, options);
    case 'studentized':
      return studentizedInterval(samples, options);
    default:
      throw new StatisticalValidationError(
        `${String(method)} is no method for an interval: use bootstrap, order_statistic, t, bca or studentized`,
      );
  }
}
