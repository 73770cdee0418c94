import { mannWhitneyTest } from '../../dist/statistics/core/mann-whitney.js';
import { mean } from '../../dist/statistics/core/mean.js';
import { median } from '../../dist/statistics/core/median.js';
import { welchTTest } from '../../dist/statistics/core/welch.js';

/** When other tools, at their usual settings, call samples slower than a baseline's: `(baseline, current) => boolean`. */
export const rules = {
  'Mann-Whitney, p < 0.05': (baseline, current) => mannWhitneyTest(baseline, current).pValue < 0.05,
  'Welch, p < 0.05, and mean > +1 %': (baseline, current) =>
    mean(current) > 1.01 * mean(baseline) && welchTTest(baseline, current).pValue < 0.05,
  'median > 110 %': (baseline, current) => median(current) > 1.1 * median(baseline),
  'minimum > 105 % (pytest-benchmark)': (baseline, current) => Math.min(...current) > 1.05 * Math.min(...baseline),
  'mean > 200 % (github-action-benchmark)': (baseline, current) => mean(current) > 2 * mean(baseline),
  // Its table marks every ratio of hertz that is not 1.00 when printed.
  'mean ratio below 1.00 (Vitest)': (baseline, current) => Number((mean(baseline) / mean(current)).toFixed(2)) < 1,
};
