import studentT from '@stdlib/stats-base-dists-t-cdf';
import studentTQuantileOf from '@stdlib/stats-base-dists-t-quantile';
import ttest2 from '@stdlib/stats-ttest2';
import * as simple from 'simple-statistics';
import { binomialSurvival } from '../../dist/statistics/core/binomial.js';
import { dipTest } from '../../dist/statistics/core/dip-test.js';
import { hodgesLehmann } from '../../dist/statistics/core/hodges-lehmann.js';
import { isolationScores } from '../../dist/statistics/core/isolation-forest.js';
import { mannWhitneyTest } from '../../dist/statistics/core/mann-whitney.js';
import { median } from '../../dist/statistics/core/median.js';
import { medianAbsoluteDeviation } from '../../dist/statistics/core/median-absolute-deviation.js';
import { interpolatedMedianInterval, medianInterval } from '../../dist/statistics/core/median-interval.js';
import { findModes } from '../../dist/statistics/core/modes.js';
import { normalQuantile } from '../../dist/statistics/core/normal.js';
import { sketchOf } from '../../dist/statistics/core/quantile-sketch.js';
import { sortedCopy } from '../../dist/statistics/core/sorted.js';
import { studentTQuantile, studentTSurvival } from '../../dist/statistics/core/student-t.js';
import { summarize } from '../../dist/statistics/core/summarize.js';
import { trimmedTTest } from '../../dist/statistics/core/trimmed-t.js';
import { welchTTest } from '../../dist/statistics/core/welch.js';
import { effectiveSampleSize } from '../../dist/statistics/textbook/autocorrelation.js';
import { confidenceInterval } from '../../dist/statistics/textbook/confidence-interval.js';
import { cliffsDelta } from '../../dist/statistics/textbook/effect-size.js';
import { kolmogorovSmirnovTest } from '../../dist/statistics/textbook/kolmogorov-smirnov.js';
import { permutationTest } from '../../dist/statistics/textbook/permutation-test.js';
import { StatisticalValidator } from '../../dist/statistics/textbook/statistical-validator.js';

const validator = new StatisticalValidator();
const validate = (method) => (a) => validator.validatePerformance(a, 0.8, 1.05, { method });

/**
 * What is timed: ours, and the same of other libraries where they have it; `python` is an expression on `a` and `b` with
 * SciPy's `stats` and NumPy's `np`, for up to `pythonUpTo` samples. `aim` is in microseconds at 100 samples; with more than
 * `upTo` samples a case is left out.
 */
export const cases = [
  {
    name: 'summarize',
    aim: 10,
    ours: (a) => summarize(a),
    simple: (a) => [
      simple.median(a),
      simple.mean(a),
      simple.sampleStandardDeviation(a),
      simple.medianAbsoluteDeviation(a),
      simple.quantile(a, [0.05, 0.25, 0.75, 0.95]),
    ],
    python:
      '(np.median(a), np.mean(a), np.std(a, ddof=1), stats.median_abs_deviation(a), np.percentile(a, [5, 25, 75, 95]))',
  },
  { name: 'median', ours: (a) => median(a), simple: (a) => simple.median(a), python: 'np.median(a)' },
  {
    name: 'medianAbsoluteDeviation',
    ours: (a) => medianAbsoluteDeviation(a),
    simple: (a) => simple.medianAbsoluteDeviation(a),
    python: 'stats.median_abs_deviation(a)',
  },
  {
    name: 'mannWhitneyTest',
    aim: 30,
    ours: (a, b) => mannWhitneyTest(a, b),
    // The statistic alone: it has no p-value.
    simple: (a, b) => simple.wilcoxonRankSum(a, b),
    python: "stats.mannwhitneyu(b, a, alternative='greater', method='asymptotic')",
  },
  {
    name: 'welchTTest',
    aim: 20,
    ours: (a, b) => welchTTest(a, b),
    stdlib: (a, b) => ttest2(b, a, { alternative: 'greater' }),
    python: "stats.ttest_ind(b, a, equal_var=False, alternative='greater')",
  },
  {
    name: 'kolmogorovSmirnovTest',
    aim: 20,
    ours: (a, b) => kolmogorovSmirnovTest(a, b, { alternative: 'two-sided' }),
    python: "stats.ks_2samp(b, a, method='exact' if len(a) <= 200 else 'asymp')",
  },
  { name: 'trimmedTTest', ours: (a) => trimmedTTest(a, { floor: 1 }) },
  { name: 'cliffsDelta with interval', ours: (a, b) => cliffsDelta(a, b) },
  {
    name: 'permutationTest, 999 of its ways',
    ours: (a, b) => permutationTest(a, b, { permutations: 999 }),
    upTo: 10_000,
  },
  { name: 'hodgesLehmann with interval', ours: (a, b) => hodgesLehmann(a, b) },
  {
    name: 'medianInterval (exact bootstrap)',
    aim: 20,
    ours: (a) => medianInterval(a, 0.95),
    // Resampled, as all others do it.
    python: "stats.bootstrap((a,), np.median, n_resamples=2000, method='percentile')",
    pythonUpTo: 100,
  },
  { name: 'interpolatedMedianInterval', ours: (a) => interpolatedMedianInterval(a, 0.95) },
  { name: 'interval, Student’s t', ours: (a) => confidenceInterval(a, { method: 't' }) },
  { name: 'interval, BCa, 2,000 resamples', upTo: 10_000, ours: (a) => confidenceInterval(a, { method: 'bca' }) },
  { name: 'isolationScores, 100 trees', aim: 3000, ours: (a) => isolationScores(a) },
  { name: 'dipTest', ours: (a) => dipTest(sortedCopy(a)) },
  { name: 'findModes', ours: (a) => findModes(a) },
  { name: 'effectiveSampleSize', ours: (a) => effectiveSampleSize(a) },
  { name: 'sketchOf', ours: (a) => sketchOf(a) },
  { name: 'validatePerformance, robust', aim: 100, ours: validate('robust') },
  { name: 'validatePerformance, parametric', aim: 100, ours: validate('parametric') },
  { name: 'validatePerformance, bootstrap', aim: 100, ours: validate('bootstrap') },
];

/** Distributions, which do not depend on the number of samples. */
export const distributionCases = [
  {
    name: 'studentTSurvival(2.1, 99.7)',
    ours: () => studentTSurvival(2.1, 99.7),
    stdlib: () => studentT(-2.1, 99.7),
    python: 'stats.t.sf(2.1, 99.7)',
  },
  {
    name: 'studentTQuantile(0.975, 99.7)',
    ours: () => studentTQuantile(0.975, 99.7),
    stdlib: () => studentTQuantileOf(0.975, 99.7),
    python: 'stats.t.ppf(0.975, 99.7)',
  },
  { name: 'normalQuantile(1e-9)', ours: () => normalQuantile(1e-9), python: 'stats.norm.ppf(1e-9)' },
  {
    name: 'binomialSurvival(60, 100, 0.5)',
    ours: () => binomialSurvival(60, 100, 0.5),
    python: 'stats.binom.sf(60, 100, 0.5)',
  },
];
