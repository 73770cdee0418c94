import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mean } from '../../../src/statistics/core/mean.ts';
import { standardDeviation } from '../../../src/statistics/core/standard-deviation.ts';
import { studentTQuantile } from '../../../src/statistics/core/student-t.ts';
import { cliffsDelta, cohensD } from '../../../src/statistics/textbook/effect-size.ts';
import { expectClose } from '../reference.ts';

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const squares = (values: readonly number[], center: number): number =>
  values.reduce((sum, value) => sum + (value - center) ** 2, 0);

/** Feng and Cliff (2004), written down as they have it: from the whole matrix of signs. */
function cliffsIntervalByMatrix(before: readonly number[], after: readonly number[], level: number): [number, number] {
  const [n, m] = [before.length, after.length];
  const signs = after.map((late) => before.map((early) => Math.sign(late - early)));
  const delta = average(signs.flat());
  const ofRows = squares(signs.map(average), delta);
  const ofColumns = squares(
    before.map((_, i) => average(signs.map((row) => row[i]!))),
    delta,
  );
  const unbiased = (n ** 2 * ofRows + m ** 2 * ofColumns - squares(signs.flat(), delta)) / (n * m * (n - 1) * (m - 1));
  const variance = Math.max(unbiased, (1 - delta ** 2) / (n * m - 1));
  const t = studentTQuantile(0.5 + level / 2, n + m - 2);
  const reach = t * Math.sqrt(variance * ((1 - delta ** 2) ** 2 + t ** 2 * variance));
  const ends = [-reach, reach].map((by) => (delta - delta ** 3 + by) / (1 - delta ** 2 + t ** 2 * variance));
  return [Math.max(-1, ends[0]!), Math.min(1, ends[1]!)];
}

describe('Cliff’s delta', () => {
  test('has the interval that the matrix of signs gives, with ties and without', () => {
    const sample = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(sample, sample, fc.constantFrom(0.8, 0.95), (before, after, level) => {
        const { estimate, interval } = cliffsDelta(before, after, level);
        fc.pre(Math.abs(estimate) < 1);
        const expected = cliffsIntervalByMatrix(before, after, level);
        expectClose(interval[0], expected[0], 'lower', 1e-9, 1e-12);
        expectClose(interval[1], expected[1], 'upper', 1e-9, 1e-12);
      }),
    );
  });

  test('refuses what it cannot say anything of, and names it', () => {
    expect(() => cliffsDelta([1], [2, 3])).toThrow(/baselineSamples has 1 value:/);
    expect(() => cliffsDelta([1, 2], [3])).toThrow(/currentSamples has 1 value:/);
    expect(() => cliffsDelta([1, 2], [3, 4], 1)).toThrow(/confidenceLevel is 1/);
  });
});

describe('Cohen’s d', () => {
  test('pools the variances by their degrees of freedom, and has Hedges and Olkin’s interval', () => {
    const before = [1, 4, 2, 8, 5];
    const after = [3, 9, 4, 14, 6, 2, 7, 11];
    const pooled = Math.sqrt((4 * standardDeviation(before) ** 2 + 7 * standardDeviation(after) ** 2) / 11);
    const d = (mean(after) - mean(before)) / pooled;
    const error = Math.sqrt(13 / 40 + d ** 2 / 26);
    const { estimate, interval } = cohensD(before, after, 0.9);
    expectClose(estimate, d, 'd', 1e-12);
    expectClose(interval[0], d - 1.6448536269514722 * error, 'lower', 1e-12);
    expectClose(interval[1], d + 1.6448536269514722 * error, 'upper', 1e-12);
  });

  test('of samples without spread takes the rounding error of the larger mean', () => {
    expect(cohensD([-8, -8], [1, 1]).estimate).toBe(cohensD([-1, -1], [8, 8]).estimate);
  });

  test('refuses what it cannot say anything of, and names it', () => {
    expect(() => cohensD([1], [2, 3])).toThrow(/baselineSamples has 1 value:/);
    expect(() => cohensD([1, 2], [3])).toThrow(/currentSamples has 1 value:/);
    expect(() => cohensD([1, 2], [3, 4], 0)).toThrow(/confidenceLevel is 0/);
  });
});
