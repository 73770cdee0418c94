import { StatisticalValidationError } from '../../errors.ts';
import { mean } from '../core/mean.ts';
import { interpolatedMedianInterval, medianInterval, orderStatisticInterval } from '../core/median-interval.ts';
import { normalDensity, normalQuantile } from '../core/normal.ts';
import { requireOpenUnit, type Samples } from '../core/samples.ts';
import { type BootstrapOptions, bcaInterval, studentizedInterval } from './bootstrap.ts';
import { meanInterval } from './mean-interval.ts';

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

/** Which interval, and how sure it is to be. */
export interface IntervalOptions extends BootstrapOptions {
  /** Default: 'bootstrap', but 'interpolated' where that does not cover what it says (at 95 %, from 6 to 190 samples). */
  readonly method?: IntervalMethod;
}

/**
 * Confidence interval for the typical value of independent samples, in their unit: by default for the median, by the
 * bootstrap wherever its coverage is within a point of the level, and by the interpolated method elsewhere. Only `bca`
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
  requireOpenUnit(confidenceLevel, 'confidenceLevel');
  // Between order statistics the most that can be had is the whole range, which misses the median with 2¹⁻ⁿ.
  const isEnough = 2 ** (1 - count) < 1 - confidenceLevel;
  return isEnough && count < bootstrapCoversFrom(confidenceLevel) ? 'interpolated' : 'bootstrap';
}

/**
 * The number of samples from which the bootstrap interval of the median covers within a point of the level. Its ends are
 * order statistics (or lie close to one), so that its coverage, which is known exactly, jumps by 4 φ(z) / √n from one
 * number of samples to the next; the constants leave room for the number's own bias, and hold from 50 % to 99.9 %.
 */
export function bootstrapCoversFrom(confidenceLevel: number): number {
  return Math.ceil(40 + (210 * normalDensity(normalQuantile((1 + confidenceLevel) / 2))) ** 2);
}
