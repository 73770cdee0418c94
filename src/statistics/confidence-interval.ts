import { StatisticalValidationError } from '../errors.ts';
import { type BootstrapOptions, bcaInterval, studentizedInterval } from './bootstrap.ts';
import { mean } from './mean.ts';
import { meanInterval } from './mean-interval.ts';
import { interpolatedMedianInterval, medianInterval, orderStatisticInterval } from './median-interval.ts';
import type { Samples } from './samples.ts';

/**
 * How an interval is calculated, and of what:
 * - `bootstrap`: percentile bootstrap of the median, from its exact law;
 * - `interpolated`: of the median, between order statistics, weighted to cover with just the level asked for;
 * - `order_statistic`: of the median, between two samples; never covers less than it says;
 * - `t`: Student's, of the mean;
 * - `bca`: bias-corrected and accelerated bootstrap, of the mean;
 * - `studentized`: bootstrap-t, of the mean.
 */
export type IntervalMethod = 'bootstrap' | 'interpolated' | 'order_statistic' | 't' | 'bca' | 'studentized';

/** From here up the bootstrap covers the median within a point of 95 %; below, it wobbles between 91 and 96 %. */
const BOOTSTRAP_FROM = 120;

/** Which interval, and how sure it is to be. */
export interface IntervalOptions extends BootstrapOptions {
  /** Default: 'bootstrap', but 'interpolated' below 120 samples where there are enough for it (6 at 95 %). */
  readonly method?: IntervalMethod;
}

/**
 * Confidence interval for the typical value of independent samples, in their unit: by default for the median. Only `bca`
 * and `studentized` use the generator and the number of resamples. A single sample gives itself as both ends of the
 * default interval: it says nothing of the spread.
 * @throws StatisticalValidationError where the samples are too few for the method, one is not finite, or an option is
 * out of range.
 */
export function confidenceInterval(samples: Samples, options: IntervalOptions = {}): readonly [number, number] {
  const { confidenceLevel = 0.95, method = defaultMethod(samples.length, confidenceLevel) } = options;
  switch (method) {
    case 'bootstrap':
      return medianInterval(samples, confidenceLevel);
    case 'interpolated':
      return interpolatedMedianInterval(samples, confidenceLevel);
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
        `${String(method)} is no method for an interval: use bootstrap, interpolated, order_statistic, t, bca or studentized`,
      );
  }
}

function defaultMethod(count: number, confidenceLevel: number): IntervalMethod {
  // Between order statistics the most that can be had is the whole range, which misses the median with 2¹⁻ⁿ.
  return count < BOOTSTRAP_FROM && 2 ** (1 - count) < 1 - confidenceLevel ? 'interpolated' : 'bootstrap';
}
