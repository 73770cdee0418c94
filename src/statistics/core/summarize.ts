import type { OutlierDetectionMethod, PerformanceStatistics } from '../../model/statistics.ts';
import { mean } from './mean.ts';
import { madSorted } from './median-absolute-deviation.ts';
import { outlierIndices } from './outlier-methods.ts';
import { countOutliersSorted } from './outliers.ts';
import { quantileSorted } from './quantile.ts';
import type { Samples } from './samples.ts';
import { sortedCopy } from './sorted.ts';
import { deviationAround } from './standard-deviation.ts';

/** How to summarise. */
export interface SummaryOptions {
  /** How outliers are told. Default 'modified_z_score'. */
  readonly outlierMethod?: OutlierDetectionMethod;
}

/**
 * Summary of samples in their own unit: median, mean, standard deviation (n − 1; 0 for one sample), median absolute
 * deviation (not scaled), percentiles 5, 25, 75 and 95 (type 7), number of outliers (by default by modified z-score),
 * and count.
 * @throws StatisticalValidationError where there is no sample, one is not finite, or the method is unknown.
 */
export function summarize(samples: Samples, options: SummaryOptions = {}): PerformanceStatistics {
  const { outlierMethod: method = 'modified_z_score' } = options;
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
    outliersCount:
      method === 'modified_z_score'
        ? countOutliersSorted(sorted, center, mad)
        : outlierIndices(samples, { method }).length,
    sampleCount: sorted.length,
  };
}
