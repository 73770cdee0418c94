import type { PerformanceStatistics } from '../model/statistics.ts';
import { mean } from './mean.ts';
import { madSorted } from './median-absolute-deviation.ts';
import { countOutliersSorted } from './outliers.ts';
import { quantileSorted } from './quantile.ts';
import type { Samples } from './samples.ts';
import { sortedCopy } from './sorted.ts';
import { deviationAround } from './standard-deviation.ts';

/**
 * Summary of samples in their own unit: median, mean, standard deviation (n − 1; 0 for one sample), median absolute
 * deviation (not scaled), percentiles 5, 25, 75 and 95 (type 7), number of outliers by modified z-score, and count.
 * @throws StatisticalValidationError where there is no sample or one is not finite.
 */
export function summarize(samples: Samples): PerformanceStatistics {
  const sorted = sortedCopy(samples);
  const center = quantileSorted(sorted, 0.5);
  const average = mean(sorted);
  const mad = madSorted(sorted, center);
  return {
    median: center,
    mean: average,
    stdDev: deviationAround(sorted, average),
    mad,
    percentiles: {
      5: quantileSorted(sorted, 0.05),
      25: quantileSorted(sorted, 0.25),
      75: quantileSorted(sorted, 0.75),
      95: quantileSorted(sorted, 0.95),
    },
    outliersCount: countOutliersSorted(sorted, center, mad),
    sampleCount: sorted.length,
  };
}
