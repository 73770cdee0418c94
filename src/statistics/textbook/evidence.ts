import { binomialSurvival } from '../core/binomial.ts';
import { bootstrapLaw } from '../core/bootstrap-law.ts';
import { mean } from '../core/mean.ts';
import { MAD_TO_SIGMA, madSorted } from '../core/median-absolute-deviation.ts';
import { quantileSorted } from '../core/quantile.ts';
import { requireSamples, type Samples } from '../core/samples.ts';
import { saturated } from '../core/saturated.ts';
import { sortedCopy } from '../core/sorted.ts';
import { deviationAround } from '../core/standard-deviation.ts';
import { studentTSurvival } from '../core/student-t.ts';
import { studentized } from '../core/welch.ts';

/** What samples say of where a process lies, compared with a bound. */
export interface Evidence {
  readonly location: 'median' | 'mean';
  /** How the p-values are found, in words. */
  readonly by: string;
  readonly estimate: number;
  /** Standard error of the estimate. */
  readonly error: number;
  /** The smallest p-value that so few samples can reach. */
  readonly leastPValue: number;
  /** How far beyond the bound they are, in the method's own measure. */
  statistic(bound: number): number;
  /** p-value of the hypothesis that the location is not above the bound. */
  above(bound: number): number;
  /** p-value of the hypothesis that the location is not below the bound. */
  below(bound: number): number;
}

/** The standard error of a normal sample's median is this times that of its mean, √(π/2). */
const MEDIAN_TO_MEAN_ERROR = 1.2533141373155003;

/**
 * Evidence on the median that no outlier and no shape of the distribution can upset: the exact sign test (Arbuthnott,
 * Philosophical Transactions 27, 1710) counts the samples beyond the bound; the MAD gives the error of the median.
 * @throws StatisticalValidationError where there is no sample or one is not finite.
 */
export function robustEvidence(samples: Samples): Evidence {
  const sorted = sortedCopy(samples);
  const n = sorted.length;
  const estimate = quantileSorted(sorted, 0.5);
  const countAbove = (bound: number): number => sorted.reduce((count, value) => count + (value > bound ? 1 : 0), 0);
  const countBelow = (bound: number): number => sorted.reduce((count, value) => count + (value < bound ? 1 : 0), 0);
  return {
    location: 'median',
    by: 'sign test',
    estimate,
    error: (MEDIAN_TO_MEAN_ERROR * MAD_TO_SIGMA * madSorted(sorted, estimate)) / Math.sqrt(n),
    leastPValue: 0.5 ** n,
    statistic: countAbove,
    above: (bound) => binomialSurvival(countAbove(bound) - 1, n, 0.5),
    below: (bound) => binomialSurvival(countBelow(bound) - 1, n, 0.5),
  };
}

/**
 * Evidence on the mean, by Student's t-test: exact for normal samples, and misled by outliers.
 * @throws StatisticalValidationError where there are fewer than two samples or one is not finite.
 */
export function parametricEvidence(samples: Samples): Evidence {
  requireSamples(samples, 2);
  const degrees = samples.length - 1;
  const estimate = mean(samples);
  const error = deviationAround(samples, estimate) / Math.sqrt(samples.length);
  const statistic = (bound: number): number =>
    Math.abs(bound) === Number.POSITIVE_INFINITY
      ? saturated(-bound)
      : studentized(estimate - bound, error, Math.max(Math.abs(estimate), Math.abs(bound)));
  return {
    location: 'mean',
    by: 't-test',
    estimate,
    error,
    leastPValue: 0,
    statistic,
    above: (bound) => studentTSurvival(statistic(bound), degrees),
    below: (bound) => studentTSurvival(-statistic(bound), degrees),
  };
}

/**
 * Evidence on the median by the bootstrap: the share of all possible resamples whose median is on the wrong side of the
 * bound, from its exact law. No test of a median can reach a smaller p-value than that of n tosses of a coin that all
 * fall alike, so that few samples prove nothing.
 * @throws StatisticalValidationError where there is no sample or one is not finite.
 */
export function bootstrapEvidence(samples: Samples): Evidence {
  const sorted = sortedCopy(samples);
  const estimate = quantileSorted(sorted, 0.5);
  const law = bootstrapLaw(sorted, 0.5);
  const leastPValue = 0.5 ** sorted.length;
  const justBelow = (bound: number): number =>
    Number.isFinite(bound) ? bound - Math.abs(bound) * Number.EPSILON : bound;
  return {
    location: 'median',
    by: 'bootstrap',
    estimate,
    // Half the central 68 %, which a normal law would have within one standard error.
    error: (law.quantile(0.8413447460685429) - law.quantile(0.15865525393145707)) / 2,
    leastPValue,
    statistic: (bound) => saturated(estimate - bound),
    above: (bound) => Math.max(leastPValue, law.cdf(bound)),
    below: (bound) => Math.max(leastPValue, 1 - law.cdf(justBelow(bound))),
  };
}
