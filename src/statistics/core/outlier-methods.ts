import { StatisticalValidationError } from '../../errors.ts';
import type { OutlierDetectionMethod } from '../../model/statistics.ts';
import { isolationOutliers } from './isolation-forest.ts';
import { interquartileOutliers, modifiedZScoreOutliers } from './outliers.ts';
import type { Samples } from './samples.ts';

/** How to tell outliers. */
export interface OutlierOptions {
  /** Default 'modified_z_score'. */
  readonly method?: OutlierDetectionMethod;
}

const METHODS: Readonly<Record<OutlierDetectionMethod, (samples: Samples) => number[]>> = {
  modified_z_score: modifiedZScoreOutliers,
  iqr: interquartileOutliers,
  isolation_forest: isolationOutliers,
};

/**
 * Ascending indices of the outliers, by the method that is asked for.
 * @throws StatisticalValidationError where there is no sample, one is not finite, or the method is unknown.
 */
export function outlierIndices(samples: Samples, { method = 'modified_z_score' }: OutlierOptions = {}): number[] {
  if (Object.hasOwn(METHODS, method)) return METHODS[method](samples);
  throw new StatisticalValidationError(
    `${String(method)} is no method to detect outliers: use modified_z_score, iqr or isolation_forest`,
  );
}
