import { StatisticalValidationError } from '../../errors.ts';
import { mean } from '../core/mean.ts';
import { requireSamples, type Samples } from '../core/samples.ts';
import { standardDeviation } from '../core/standard-deviation.ts';

/** Correlation that reaches further than this is not followed: the effective size is then an upper bound. */
const FARTHEST_LAG = 1_000;

/**
 * Correlation of samples with those `lag` places later, from −1 to 1 (Box and Jenkins, "Time Series Analysis", 1970);
 * 0 where the samples are all equal.
 * @throws StatisticalValidationError where `lag` is not a whole number below the number of samples, or one is not finite.
 */
export function autocorrelation(samples: Samples, lag: number): number {
  requireSamples(samples, 2);
  if (!(Number.isInteger(lag) && lag >= 0 && lag < samples.length)) {
    throw new StatisticalValidationError(
      `lag is ${lag}: give a whole number from 0 to ${samples.length - 1}, below the number of samples`,
    );
  }
  const deviations = standardised(samples);
  return deviations === null ? 0 : correlationAt(deviations, lag);
}

/**
 * How many independent samples would say as much about the mean as these, from 1 to their number: n / (1 + 2 Σ ρ), with
 * the correlations summed up to where pairs of neighbours turn negative (Geyer, Statistical Science 7, 1992). All samples
 * count where they are equal.
 * @throws StatisticalValidationError where there is no sample or one is not finite.
 */
export function effectiveSampleSize(samples: Samples): number {
  requireSamples(samples);
  const count = samples.length;
  const deviations = count < 4 ? null : standardised(samples);
  if (deviations === null) return count;
  let sum = -1;
  for (let lag = 0; lag + 1 < Math.min(count, FARTHEST_LAG); lag += 2) {
    const pair = correlationAt(deviations, lag) + correlationAt(deviations, lag + 1);
    if (pair <= 0) break;
    sum += 2 * pair;
  }
  return Math.max(1, Math.min(count, count / Math.max(sum, Number.MIN_VALUE)));
}

/** Deviations from the mean whose squares add up to about one; null where there are none. */
function standardised(samples: Samples): Float64Array | null {
  const center = mean(samples);
  const spread = standardDeviation(samples);
  if (spread === 0) return null;
  const scale = 1 / Math.sqrt(samples.length - 1);
  return Float64Array.from(samples, (value) => (value / spread - center / spread) * scale);
}

function correlationAt(deviations: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < deviations.length; i++) sum += deviations[i]! * deviations[i - lag]!;
  return sum;
}
