import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mannWhitneyTest } from '../../src/statistics/core/mann-whitney.ts';
import { interquartileOutliers, modifiedZScoreOutliers } from '../../src/statistics/core/outliers.ts';
import { createGenerator } from '../../src/statistics/core/random.ts';
import { signTest } from '../../src/statistics/core/sign-test.ts';
import { summarize } from '../../src/statistics/core/summarize.ts';
import { trimmedTTest } from '../../src/statistics/core/trimmed-t.ts';
import { welchTTest } from '../../src/statistics/core/welch.ts';
import { confidenceInterval } from '../../src/statistics/textbook/confidence-interval.ts';
import { kolmogorovSmirnovTest } from '../../src/statistics/textbook/kolmogorov-smirnov.ts';
import { permutationTest } from '../../src/statistics/textbook/permutation-test.ts';
import { StatisticalValidator } from '../../src/statistics/textbook/statistical-validator.ts';
import { drawSamples, shapeNames, shareOf } from './random-samples.ts';
import { expectClose } from './reference.ts';

const validator = new StatisticalValidator();

/** Anything finite: zeros of both signs, denormals, halves of the range of a double, and everyday durations. */
const finite = fc.oneof(
  fc.double({ min: 1e-9, max: 10, noNaN: true }),
  fc.double({ min: -1e300, max: 1e300, noNaN: true }),
  fc.constantFrom(0, -0, 5e-324, -5e-324, 1e-300, 1e300, -1e300, 0.001),
);
const everyday = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 6, maxLength: 60 });

const tests = [
  ['Mann-Whitney', mannWhitneyTest],
  ['Welch', welchTTest],
  ['Kolmogorov-Smirnov', kolmogorovSmirnovTest],
] as const;

describe('never NaN, whatever finite numbers come in', () => {
  const wild = fc.array(finite, { minLength: 2, maxLength: 40 });

  test('summaries and intervals', () => {
    fc.assert(
      fc.property(wild, (samples) => {
        const { percentiles, ...rest } = summarize(samples);
        for (const value of [...Object.values(rest), ...Object.values(percentiles)]) expect(value).toBeTypeOf('number');
        expect([...Object.values(rest), ...Object.values(percentiles)].every(Number.isFinite)).toBe(true);
        for (const method of ['bootstrap', 't'] as const) {
          const [low, high] = confidenceInterval(samples, { method });
          expect(low).toBeLessThanOrEqual(high);
        }
      }),
    );
  });

  test('tests', () => {
    fc.assert(
      fc.property(wild, wild, (a, b) => {
        for (const [name, run] of tests) {
          const { pValue } = run(a, b);
          expect(pValue >= 0 && pValue <= 1, name).toBe(true);
        }
        for (const testType of ['mann_whitney', 't_test', 'ks_test'] as const) {
          const { effectSize, testStatistic } = validator.testRegression(a, b, { testType });
          expect([effectSize, testStatistic].every(Number.isFinite), testType).toBe(true);
        }
      }),
    );
  });

  test('validation and outliers', () => {
    fc.assert(
      fc.property(wild, finite, finite, (samples, one, other) => {
        for (const method of ['robust', 'parametric', 'bootstrap'] as const) {
          const [lower, upper] = [Math.min(one, other), Math.max(one, other)];
          const result = validator.validatePerformance(samples, lower, upper, { method });
          expect(result.pValue! >= 0 && result.pValue! <= 1, method).toBe(true);
          expect(Number.isNaN(result.testStatistic), method).toBe(false);
          expect(result.minimumDetectableChangePercent ?? 0, method).toBeGreaterThanOrEqual(0);
        }
        for (const method of ['modified_z_score', 'iqr', 'isolation_forest'] as const) {
          const found = validator.detectOutliers(samples, { method });
          expect(
            found.every((index) => index >= 0 && index < samples.length),
            method,
          ).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('invariance', () => {
  test('the order of the samples does not matter', () => {
    fc.assert(
      fc.property(everyday, everyday, (a, b) => {
        const [left, right] = [a.slice().reverse(), b.slice().sort((x, y) => x - y)];
        for (const [name, run] of tests) expectClose(run(left, right).pValue, run(a, b).pValue, name, 1e-9);
        expectClose(summarize(left).mean, summarize(a).mean, 'mean', 1e-14);
        expect(confidenceInterval(left)).toEqual(confidenceInterval(a));
      }),
    );
  });

  test('another unit or another zero does not change what is found', () => {
    fc.assert(
      fc.property(everyday, everyday, (a, b) => {
        const change = (x: number): number => 0.25 * x + 8;
        for (const [name, run] of tests) {
          expectClose(run(a.map(change), b.map(change)).pValue, run(a, b).pValue, name, 1e-6, 1e-12);
        }
        expect(modifiedZScoreOutliers(a.map(change))).toEqual(modifiedZScoreOutliers(a));
        expect(interquartileOutliers(a.map(change))).toEqual(interquartileOutliers(a));
        const [low, high] = confidenceInterval(a);
        expect(confidenceInterval(a.map(change)).map((x) => Math.round(x * 1e9))).toEqual(
          [change(low), change(high)].map((x) => Math.round(x * 1e9)),
        );
      }),
    );
  });

  test('exchanging the sides exchanges the alternatives', () => {
    fc.assert(
      fc.property(everyday, everyday, (a, b) => {
        for (const [name, run] of tests) {
          const slower = run(a, b, { alternative: 'greater' }).pValue;
          expectClose(run(b, a, { alternative: 'less' }).pValue, slower, name, 1e-9);
          const two = run(a, b, { alternative: 'two-sided' }).pValue;
          expectClose(run(b, a, { alternative: 'two-sided' }).pValue, two, name, 1e-9);
        }
      }),
    );
  });

  test('slower samples are never less suspicious', () => {
    fc.assert(
      fc.property(everyday, everyday, fc.integer({ min: 1, max: 30 }), (a, b, by) => {
        const slower = b.map((x) => x + by);
        for (const [name, run] of tests) {
          expect(run(a, slower).pValue, name).toBeLessThanOrEqual(run(a, b).pValue + 1e-12);
        }
      }),
    );
  });
});

describe('error rates of the tests, on independent samples', () => {
  // 3,000 trials at 5 % have a standard error of 0.4 points.
  test.each(shapeNames)('%s: at most α in unchanged code', (shape) => {
    for (const [name, run] of tests) {
      for (const count of [6, 30]) {
        const rate = shareOf(
          3000,
          (g) => run(drawSamples(shape, count, g), drawSamples(shape, count, g)).pValue < 0.05,
        );
        expect(rate, `${name}, ${count} samples`).toBeLessThan(0.063);
        expect(rate, `${name}, ${count} samples`).toBeGreaterThan(
          name === 'Kolmogorov-Smirnov' || count === 6 ? 0.008 : 0.037,
        );
      }
    }
  });

  test('the sign test and the trimmed t-test of differences from what they are symmetric around', () => {
    // Of 30 signs 20 or more are positive with a probability of 4.94 %.
    const rate = (run: (samples: Float64Array) => { readonly pValue: number }): number =>
      shareOf(3000, (g) => run(drawSamples('normal', 30, g)).pValue < 0.05);
    expect(Math.abs(rate((samples) => signTest(samples, { floor: 1 })) - 0.0494)).toBeLessThan(0.012);
    expect(Math.abs(rate((samples) => trimmedTTest(samples, { floor: 1 })) - 0.05)).toBeLessThan(0.012);
  });

  test('the limits of Mann-Whitney and Kolmogorov-Smirnov for many samples', () => {
    const rate = (run: (typeof tests)[number][1], alternative: 'greater' | 'two-sided'): number =>
      shareOf(1200, (g) => {
        const [a, b] = [drawSamples('skewed', 260, g), drawSamples('skewed', 210, g)];
        return run(a, b, { alternative }).pValue < 0.05;
      });
    // Four standard errors are 2.5 points; the statistic of Kolmogorov and Smirnov takes few values.
    for (const alternative of ['greater', 'two-sided'] as const) {
      expect(Math.abs(rate(mannWhitneyTest, alternative) - 0.05)).toBeLessThan(0.025);
      expect(Math.abs(rate(kolmogorovSmirnovTest, alternative) - 0.045)).toBeLessThan(0.025);
    }
  });

  test('the permutation test too, also where it looks at every way to deal', () => {
    // 70 ways: p is 3 / 70 or less in 4.29 % of all samples.
    const exact = shareOf(
      3000,
      (g) => permutationTest(drawSamples('skewed', 4, g), drawSamples('skewed', 4, g)).pValue <= 0.05,
    );
    expect(Math.abs(exact - 3 / 70)).toBeLessThan(0.012);

    const rate = shareOf(400, (generator) => {
      const draw = () => drawSamples('skewed', 12, generator);
      return permutationTest(draw(), draw(), { permutations: 199, generator }).pValue <= 0.05;
    });
    expect(rate).toBeLessThan(0.085);
    expect(rate).toBeGreaterThan(0.02);
  });

  test('Welch’s power follows the known curve', () => {
    // One-sided α 5 %, 30 a side, an effect of 0.65 deviations: noncentral t gives 80.0 %.
    const power = shareOf(3000, (g) => {
      const slower = drawSamples('normal', 30, g).map((x) => x + 0.065);
      return welchTTest(drawSamples('normal', 30, g), slower).pValue < 0.05;
    });
    expectClose(power, 0.8, 'power', 0.035);
  });

  test('Mann-Whitney needs one twentieth more samples than t for normal ones, and far fewer for skewed ones', () => {
    const power = (run: typeof welchTTest | typeof mannWhitneyTest, shape: 'normal' | 'skewed', by: number): number =>
      shareOf(1500, (g) => {
        const slower = drawSamples(shape, 30, g).map((x) => x + by);
        return run(drawSamples(shape, 30, g), slower).pValue < 0.05;
      });
    const normalGap = power(welchTTest, 'normal', 0.065) - power(mannWhitneyTest, 'normal', 0.065);
    expect(normalGap).toBeGreaterThan(-0.02);
    expect(normalGap).toBeLessThan(0.06);
    expect(power(mannWhitneyTest, 'skewed', 0.5)).toBeGreaterThan(power(welchTTest, 'skewed', 0.5) + 0.15);
  });
});

describe('size', () => {
  test('one million samples go through what is made for them', () => {
    const generator = createGenerator(1);
    const before = Float64Array.from({ length: 1_000_000 }, generator);
    const after = before.map((x) => x * 1.01);
    expect(summarize(after).sampleCount).toBe(1_000_000);
    expect(mannWhitneyTest(before, after).pValue).toBeLessThan(0.1);
    expect(kolmogorovSmirnovTest(before, after, { alternative: 'two-sided' }).pValue).toBeLessThan(1);
    const [low, high] = confidenceInterval(before);
    expectClose(high - low, 1.96e-3, 'width', 0.05);
    expect(validator.validatePerformance(before, 0, 0.6).verdict).toBe('pass');
  });
});
