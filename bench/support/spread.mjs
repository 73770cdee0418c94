import { median } from '../../dist/statistics/core/median.js';
import { MAD_TO_SIGMA, medianAbsoluteDeviation } from '../../dist/statistics/core/median-absolute-deviation.js';

/** Robust standard deviation as a share of the median: 0.01 is 1 %. */
export function relativeSpread(values) {
  return (MAD_TO_SIGMA * medianAbsoluteDeviation(values)) / median(values);
}
