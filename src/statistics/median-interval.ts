import { StatisticalValidationError } from '../errors.ts';
import { binomialQuantile } from './binomial.ts';
import { bootstrapLaw } from './bootstrap-law.ts';
import { requireOpenUnit, type Samples } from './samples.ts';
import { sortedCopy } from './sorted.ts';

/**
 * Percentile bootstrap interval for the median, in the unit of the samples, from the bootstrap's exact law: no Monte
 * Carlo error, no seed. Coverage is within a point of 95 % from 20 samples up, whatever the shape; the samples must be
 * independent.
 * @throws StatisticalValidationError where there is no sample, one is not finite, or the level is not in 0..1.
 */
export function medianInterval(samples: Samples, confidenceLevel: number): readonly [number, number] {
  return quantileInterval(samples, 0.5, confidenceLevel);
}

/**
 * Percentile bootstrap interval for the quantile `p` (type 7), in the unit of the samples, from the bootstrap's exact
 * law. Too short where fewer than about ten samples lie beyond the quantile.
 * @throws StatisticalValidationError where there is no sample, one is not finite, or a number is not in 0..1.
 */
export function quantileInterval(samples: Samples, p: number, confidenceLevel: number): readonly [number, number] {
  requireOpenUnit(p, 'p');
  requireOpenUnit(confidenceLevel, 'confidenceLevel');
  const law = bootstrapLaw(sortedCopy(samples), p);
  const tail = (1 - confidenceLevel) / 2;
  return [law.quantile(tail), law.quantile(1 - tail)];
}

/**
 * Distribution-free interval for the quantile `p` between two order statistics, in the unit of the samples: covers with
 * at least the given level for every continuous distribution, and mostly with a little more (Wilks, Bulletin of the
 * American Mathematical Society 54, 1948).
 * @throws StatisticalValidationError where the samples are too few for that level, one is not finite, or a number is
 * not in 0..1.
 */
export function orderStatisticInterval(samples: Samples, confidenceLevel: number, p = 0.5): readonly [number, number] {
  requireOpenUnit(p, 'p');
  requireOpenUnit(confidenceLevel, 'confidenceLevel');
  const sorted = sortedCopy(samples);
  const n = sorted.length;
  const tail = (1 - confidenceLevel) / 2;
  // P(fewer than `low` samples lie below the quantile) ≤ tail, and the same above it.
  const low = binomialQuantile(tail, n, p);
  const high = n + 1 - binomialQuantile(tail, n, 1 - p);
  if (low < 1 || high > n) {
    const needed = Math.ceil(Math.log(tail) / Math.log(Math.max(p, 1 - p)));
    throw new StatisticalValidationError(
      `samples has ${n} values: an interval between order statistics at ${confidenceLevel} needs at least ${needed}`,
      { data: { count: n, needed, confidenceLevel } },
    );
  }
  return [sorted[low - 1]!, sorted[high - 1]!];
}
