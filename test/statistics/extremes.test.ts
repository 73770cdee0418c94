import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StatisticalValidationError } from '../../src/errors.ts';
import { dipTest } from '../../src/statistics/core/dip-test.ts';
import { halfSampleMode } from '../../src/statistics/core/half-sample-mode.ts';
import { hodgesLehmann } from '../../src/statistics/core/hodges-lehmann.ts';
import { isolationScores } from '../../src/statistics/core/isolation-forest.ts';
import { mannWhitneyTest } from '../../src/statistics/core/mann-whitney.ts';
import { mean } from '../../src/statistics/core/mean.ts';
import { median } from '../../src/statistics/core/median.ts';
import { medianAbsoluteDeviation } from '../../src/statistics/core/median-absolute-deviation.ts';
import {
  interpolatedMedianInterval,
  medianInterval,
  orderStatisticInterval,
  quantileInterval,
} from '../../src/statistics/core/median-interval.ts';
import { findModes } from '../../src/statistics/core/modes.ts';
import { quantile } from '../../src/statistics/core/quantile.ts';
import { sketchOf, sketchQuantile } from '../../src/statistics/core/quantile-sketch.ts';
import { createGenerator } from '../../src/statistics/core/random.ts';
import { signTest } from '../../src/statistics/core/sign-test.ts';
import { sortedCopy } from '../../src/statistics/core/sorted.ts';
import { standardDeviation } from '../../src/statistics/core/standard-deviation.ts';
import { summarize } from '../../src/statistics/core/summarize.ts';
import { trimmedTTest } from '../../src/statistics/core/trimmed-t.ts';
import { weightedMedian } from '../../src/statistics/core/weighted-median.ts';
import { welchTTest } from '../../src/statistics/core/welch.ts';
import { autocorrelation, effectiveSampleSize } from '../../src/statistics/textbook/autocorrelation.ts';
import { bcaInterval, percentileInterval, studentizedInterval } from '../../src/statistics/textbook/bootstrap.ts';
import { confidenceInterval } from '../../src/statistics/textbook/confidence-interval.ts';
import { cliffsDelta, cohensD } from '../../src/statistics/textbook/effect-size.ts';
import { kolmogorovSmirnovTest } from '../../src/statistics/textbook/kolmogorov-smirnov.ts';
import { meanInterval } from '../../src/statistics/textbook/mean-interval.ts';
import { permutationTest } from '../../src/statistics/textbook/permutation-test.ts';
import { StatisticalValidator } from '../../src/statistics/textbook/statistical-validator.ts';
import { hierarchicalInterval, movingBlockInterval } from '../../src/statistics/textbook/structured-bootstrap.ts';
import { drawSamples } from './random-samples.ts';

const few = { resamples: 60 };
const validator = new StatisticalValidator();
const MAX = Number.MAX_VALUE;

/** Every function of one sample. */
const ofOne: Readonly<Record<string, (samples: readonly number[]) => unknown>> = {
  mean,
  median,
  standardDeviation,
  medianAbsoluteDeviation,
  quantile: (samples) => quantile(samples, 0.3),
  summarize,
  halfSampleMode: (samples) => halfSampleMode(sortedCopy(samples)),
  autocorrelation: (samples) => autocorrelation(samples, 1),
  effectiveSampleSize,
  dipTest: (samples) => dipTest(sortedCopy(samples)),
  findModes: (samples) => findModes(samples),
  sketch: (samples) => sketchQuantile(sketchOf(samples), 0.5),
  medianInterval: (samples) => medianInterval(samples, 0.95),
  quantileInterval: (samples) => quantileInterval(samples, 0.9, 0.95),
  orderStatisticInterval: (samples) => orderStatisticInterval(samples, 0.9),
  interpolatedMedianInterval: (samples) => interpolatedMedianInterval(samples, 0.9),
  meanInterval: (samples) => meanInterval(samples, 0.95),
  bcaInterval: (samples) => bcaInterval(samples, mean, few),
  'bcaInterval of the median': (samples) => bcaInterval(samples, median, few),
  studentizedInterval: (samples) => studentizedInterval(samples, few),
  percentileInterval: (samples) => percentileInterval(samples, mean, few),
  movingBlockInterval: (samples) => movingBlockInterval(samples, mean, few),
  hierarchicalInterval: (samples) => hierarchicalInterval([[samples, samples], [samples]], mean, few),
  confidenceInterval: (samples) => confidenceInterval(samples),
  isolationScores: (samples) => isolationScores(samples),
  'detectOutliers, modified z-score': (samples) => validator.detectOutliers(samples),
  'detectOutliers, iqr': (samples) => validator.detectOutliers(samples, { method: 'iqr' }),
  'detectOutliers, isolation forest': (samples) => validator.detectOutliers(samples, { method: 'isolation_forest' }),
  'validate, robust': (samples) => validator.validatePerformance(samples, 0.5, 2),
  'validate, parametric': (samples) => validator.validatePerformance(samples, -MAX, MAX, { method: 'parametric' }),
  'validate, bootstrap': (samples) => validator.validatePerformance(samples, 1e-310, 2, { method: 'bootstrap' }),
  signTest: (samples) => signTest(samples, { floor: -MAX }),
  trimmedTTest: (samples) => trimmedTTest(samples, { floor: MAX }),
  weightedMedian: (samples) => weightedMedian(samples, Array(samples.length).fill(1)),
};

/** Every function of two samples. */
const ofTwo: Readonly<Record<string, (a: readonly number[], b: readonly number[]) => unknown>> = {
  mannWhitneyTest,
  welchTTest,
  kolmogorovSmirnovTest,
  'kolmogorovSmirnovTest, two-sided limit': (a, b) =>
    kolmogorovSmirnovTest(a, b, { alternative: 'two-sided', method: 'asymptotic' }),
  permutationTest: (a, b) => permutationTest(a, b, { permutations: 50 }),
  cliffsDelta,
  cohensD,
  hodgesLehmann: (a, b) => hodgesLehmann(a, b, 0.8),
  'testRegression, Mann-Whitney': (a, b) => validator.testRegression(a, b),
  'testRegression, t': (a, b) => validator.testRegression(a, b, { testType: 't_test' }),
  'testRegression, KS': (a, b) => validator.testRegression(a, b, { testType: 'ks_test' }),
};

const good: Readonly<Record<string, readonly number[]>> = {
  empty: [],
  one: [3],
  'one, −0': [-0],
  two: [1, 2],
  constant: Array(7).fill(0.1),
  'three of 0.1': [0.1, 0.1, 0.1],
  'large constant': Array(11).fill(MAX),
  zeros: [0, -0, 0, -0, 0, 0],
  ties: [1, 1, 1, 2, 2, 2, 3, 3, 3, 3],
  durations: [0.1, 0.12, 0.11, 0.13, 0.1, 0.14, 0.12, 0.15, 0.11, 0.1, 0.09],
  '±1e300': [1e300, -1e300, 1e300, 5e299, -2e299, 3e299, 1e299, 7e299],
  'the ends of the range': [MAX, -MAX, MAX, -MAX, MAX, -MAX, MAX, -MAX, MAX],
  'two ends': [MAX, -MAX],
  denormals: [5e-324, 1e-323, 0, 5e-324, 2e-323, -5e-324, 1e-322, 3e-322],
  'positive denormals': [5e-324, 1e-323, 1.5e-323, 5e-324, 2e-323, 4e-323, 1e-322, 3e-322],
  '1e±300': [1e-300, 1, 1e300, 2, 3, 4, 5e-324, 1e-300],
  neighbours: [1, 1 + 2 ** -52, 1 + 2 ** -51, 1, 1, 1 + 2 ** -52, 1 + 3 * 2 ** -52, 1],
};

const bad: Readonly<Record<string, readonly [samples: number[], told: RegExp]>> = {
  NaN: [[1, 2, Number.NaN, 4, 5, 6], /\[2\] is NaN/],
  Infinity: [[1, 2, 3, Number.POSITIVE_INFINITY, 5, 6], /\[3\] is Infinity/],
  '−Infinity': [[Number.NEGATIVE_INFINITY, 1, 2, 3, 4, 5], /\[0\] is -Infinity/],
  'a hole': [[1, undefined as unknown as number, 3, 4, 5, 6], /\[1\] is (undefined|NaN)/],
};

/** Numbers anywhere in a result that are not finite, and words that speak of such. */
function unsound(result: unknown, path = 'result'): string[] {
  if (typeof result === 'number') return Number.isFinite(result) ? [] : [`${path} is ${result}`];
  if (typeof result === 'string') return /NaN|Infinity|undefined/.test(result) ? [`${path} says ${result}`] : [];
  if (typeof result !== 'object' || result === null) return [];
  return Object.entries(result).flatMap(([key, value]) => unsound(value, `${path}.${key}`));
}

function expectSoundOrRefused(run: () => unknown, label: string): void {
  try {
    expect(unsound(run()), label).toEqual([]);
  } catch (error) {
    if (!(error instanceof StatisticalValidationError)) throw error;
    expect(error.message, label).not.toMatch(/the statistic is/);
  }
}

describe('a finite result or a refusal, never NaN', () => {
  test.each(Object.entries(ofOne))('%s', (name, run) => {
    for (const [kind, samples] of Object.entries(good)) expectSoundOrRefused(() => run(samples), `${name} of ${kind}`);
  });

  test.each(Object.entries(ofTwo))('%s', (name, run) => {
    for (const [first, a] of Object.entries(good)) {
      for (const [second, b] of Object.entries(good))
        expectSoundOrRefused(() => run(a, b), `${name}: ${first}, ${second}`);
    }
  });
});

describe('what is not finite is named with its place', () => {
  test.each(Object.entries(ofOne))('%s', (_, run) => {
    for (const [samples, told] of Object.values(bad)) {
      expect(() => run(samples)).toThrow(StatisticalValidationError);
      expect(() => run(samples)).toThrow(told);
    }
  });

  test.each(Object.entries(ofTwo))('%s', (_, run) => {
    for (const [samples, told] of Object.values(bad)) {
      expect(() => run([1, 2, 3, 4, 5, 6], samples)).toThrow(told);
      expect(() => run(samples, [1, 2, 3, 4, 5, 6])).toThrow(StatisticalValidationError);
    }
  });
});

describe('sizes from 1 to 10,000', () => {
  const size = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 61, max: 10_000 }));
  const shape = fc.constantFrom('normal', 'skewed', 'bimodal', 'ties' as const);
  const slow = /bca|studentized|percentile|movingBlock|hierarchical|permutation/i;

  test('of one sample', () => {
    fc.assert(
      fc.property(size, shape, fc.nat(), (count, kind, seed) => {
        const drawn = drawSamples(kind === 'ties' ? 'skewed' : kind, count, createGenerator(seed));
        const samples = Array.from(drawn, (value) => (kind === 'ties' ? Math.ceil(4 * value) : value));
        for (const [name, run] of Object.entries(ofOne)) {
          if (count < 300 || !slow.test(name)) expectSoundOrRefused(() => run(samples), `${name} of ${count}`);
        }
        const [low, high] = confidenceInterval(samples);
        expect(low).toBeLessThanOrEqual(median(samples));
        expect(high).toBeGreaterThanOrEqual(median(samples));
      }),
      { numRuns: 25 },
    );
  });

  test('of two samples, of any two sizes', () => {
    fc.assert(
      fc.property(size, size, shape, fc.nat(), (n, m, kind, seed) => {
        const generator = createGenerator(seed);
        const draw = (count: number): number[] => {
          const drawn = drawSamples(kind === 'ties' ? 'skewed' : kind, count, generator);
          return Array.from(drawn, (value) => (kind === 'ties' ? Math.ceil(4 * value) : value));
        };
        const [a, b] = [draw(n), draw(m)];
        for (const [name, run] of Object.entries(ofTwo)) {
          if (n + m < 300 || !slow.test(name)) expectSoundOrRefused(() => run(a, b), `${name} of ${n} and ${m}`);
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe('constants', () => {
  test.each([1, 2, 3, 7, 10, 1000, 10_000])('%d equal samples have no spread, whatever their value', (count) => {
    for (const value of [0.1, 0.3, 1 / 3, 1e-3, 1e300, MAX, 5e-324, -7]) {
      const samples = Array(count).fill(value);
      expect([mean(samples), median(samples), standardDeviation(samples)]).toEqual([value, value, 0]);
      expect(confidenceInterval(samples)).toEqual([value, value]);
      expect(mannWhitneyTest(samples, samples).pValue).toBe(1);
      expect(validator.detectOutliers(samples, { method: 'isolation_forest' })).toEqual([]);
    }
  });
});
