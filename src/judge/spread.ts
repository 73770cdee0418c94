import type { StatisticalMethod } from '../model/statistics.ts';
import { median } from '../statistics/core/median.ts';
import { medianAbsoluteDeviation } from '../statistics/core/median-absolute-deviation.ts';
import { quantile } from '../statistics/core/quantile.ts';
import { createGenerator } from '../statistics/core/random.ts';
import { standardDeviation } from '../statistics/core/standard-deviation.ts';
import { ERROR_OF_QUANTILE, ESTIMATE_QUANTILE, RESAMPLES, RUNS_FOR_MAD } from './constants.ts';

/** How far estimates of unchanged code lie apart, on the logarithmic scale (0.02 is about 2 %). */
export interface Spread {
  /** Standard deviation of one run's estimate. */
  readonly deviation: number;
  /** Degrees of freedom of that figure, the prior's included. */
  readonly degreesOfFreedom: number;
}

/**
 * What is believed of the spread before anything was seen: its size, and how many runs that belief is worth.
 * Sizes: the standard deviation between runs of the recordings described in docs/decisions/0004-first-judge.md.
 */
export interface SpreadPrior {
  readonly deviation: number;
  readonly weight: number;
}

// MAD of a normal sample × this = its standard deviation.
const MAD_TO_DEVIATION = 1.4826;

/**
 * Spread between runs from their logarithmic estimates: the sample's own robust variance and the prior's, weighted by
 * what each is worth (the posterior mean of a scaled inverse chi-squared prior; Gelman et al., Bayesian Data Analysis,
 * 3rd ed., 2.6). One run has no spread of its own, so the prior stands alone.
 */
export function spreadBetweenRuns(
  logEstimates: readonly number[],
  prior: SpreadPrior,
  method: StatisticalMethod,
): Spread {
  const worth = Math.max(0, logEstimates.length - 1);
  const own = worth === 0 ? 0 : deviations[method](logEstimates);
  const variance = (prior.weight * prior.deviation ** 2 + worth * own ** 2) / (prior.weight + worth);
  return { deviation: Math.sqrt(variance), degreesOfFreedom: prior.weight + worth };
}

const deviations: Readonly<Record<StatisticalMethod, (values: readonly number[]) => number>> = {
  robust: robustDeviation,
  parametric: standardDeviation,
  bootstrap: bootstrapDeviation,
};

function robustDeviation(values: readonly number[]): number {
  if (values.length < RUNS_FOR_MAD) return standardDeviation(values);
  return MAD_TO_DEVIATION * medianAbsoluteDeviation(values);
}

// How far a run drawn from the past lies from the median of a resampled past (Efron and Tibshirani, 1993, ch. 6).
function bootstrapDeviation(values: readonly number[]): number {
  const random = createGenerator();
  const draw = () => values[Math.floor(random() * values.length)]!;
  const distances = Array.from({ length: RESAMPLES }, () => draw() - median(values.map(draw)));
  return standardDeviation(distances);
}

/**
 * How far above a center the past runs themselves have gone: the order statistic that a new one exceeds with the given
 * chance, whatever their distribution (Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World, 2005); the
 * highest where there are too few runs for that.
 */
export function upperReach(logEstimates: readonly number[], center: number, chance: number): number {
  const sorted = logEstimates.toSorted((a, b) => a - b);
  const rank = Math.min(sorted.length, Math.ceil((1 - chance) * (sorted.length + 1)));
  return sorted[rank - 1]! - center;
}

/**
 * Standard deviation between runs by the steps from each to the next, which a slow drift hardly widens (von Neumann,
 * 1941; here by the median of the steps' sizes). Zero for fewer than two runs.
 */
export function stepDeviation(logEstimates: readonly number[]): number {
  const steps = logEstimates.slice(1).map((estimate, i) => Math.abs(estimate - logEstimates[i]!));
  return steps.length === 0 ? 0 : (MAD_TO_DEVIATION * median(steps)) / Math.SQRT2;
}

/** A run's estimate: the lower quartile of what its processes say, in their unit. */
export function estimateOfProcesses(values: readonly number[]): number {
  return quantile(values, ESTIMATE_QUANTILE);
}

/**
 * What the disagreement of a run's processes leaves open about its estimate: the standard error of their median by
 * their MAD (a median's is 1.2533 times a mean's; Kendall and Stuart, The Advanced Theory of Statistics, vol. 1), times
 * how much steadier the quartile was found to be. Zero for a single process, which cannot disagree.
 * @param locations seconds per call, one per process.
 */
export function processError(locations: readonly number[]): number {
  if (locations.length < 2) return 0;
  const deviation = MAD_TO_DEVIATION * medianAbsoluteDeviation(locations.map(Math.log));
  return (ERROR_OF_QUANTILE * 1.2533 * deviation) / Math.sqrt(locations.length);
}

/** What the processes of several runs leave open about the estimate of one, by `processError` of each; 0 for none. */
export function meanError(errors: readonly number[]): number {
  return Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / Math.max(1, errors.length));
}
