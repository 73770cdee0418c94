import { describe, expect, it } from 'vitest';
import { kruskalWallis } from '../../src/analysis/season.ts';
import { trendOf } from '../../src/analysis/trend.ts';
import { StatisticalValidationError } from '../../src/errors.ts';
import { autoregressive, normalNoise } from './series.ts';

// Computed once with NumPy 2.4.6 and SciPy 1.17.1: `theilslopes`, S by its definition, and the formulas (16) to (18) of Hamed
// and Rao (1998) on `rankdata` of the series without its slope.
const RISING = [
  10.2, 10.1, 10.4, 10.3, 10.35, 10.6, 10.5, 10.45, 10.7, 10.8, 10.75, 11, 10.9, 11.05, 11.2, 11.1, 11.3, 11.25, 11.4,
  11.35,
];
const CORRELATED = [
  0, 2.091, -1.027, -0.221, -0.627, -0.782, -0.638, -2.326, -1.705, -1.889, 2.186, 1.956, 1.231, 0.811, 0.144, -0.694,
  -0.602, 0.351, 0.312, 1.496, 1.183, 1.202, 2.752, 2.852, 1.886, 1.547, 2.049, 3.809, 2.852, 2.223, 3.043, 1.744,
  1.444, 2.423, 2.822, 2.627, 3.084, -0.08, 1.571, 0.76,
];

describe('a trend', () => {
  it('is that of Hamed and Rao', () => {
    const { slope, s, variance, pValue } = trendOf(CORRELATED, 0);
    expect(slope).toBeCloseTo(0.08819166666666667, 9);
    expect(s).toBe(335);
    expect(variance / 13471.37939102564).toBeCloseTo(1, 9);
    expect(pValue).toBeCloseTo(0.0040062866433228225, 9);
  });

  it('has a variance below that of independent values only where that is asked for', () => {
    const theirs = trendOf(RISING, 0);
    expect(theirs.slope).toBeCloseTo(0.06666666666666672, 9);
    expect([theirs.s, theirs.variance]).toEqual([168, expect.closeTo(141.88264525993887, 9)]);
    expect(trendOf(RISING).variance).toBeCloseTo(950, 9);
    expect(trendOf(RISING, 3).variance).toBeCloseTo(2850, 9);
  });

  it('scales with its values, and turns with them', () => {
    const { slope, interval, pValue } = trendOf(CORRELATED);
    const scaled = trendOf(CORRELATED.map((value) => 4 * value + 7));
    expect(scaled.slope).toBeCloseTo(4 * slope, 9);
    expect(scaled.interval[0]).toBeCloseTo(4 * interval[0], 9);
    const turned = trendOf(CORRELATED.toReversed());
    expect(turned.slope).toBeCloseTo(-slope, 9);
    expect(turned.interval[1]).toBeCloseTo(-interval[0], 9);
    expect(turned.pValue).toBeCloseTo(pValue, 2);
  });

  it('is none in constants', () => {
    expect(trendOf(new Array(20).fill(5))).toMatchObject({ slope: 0, s: 0, pValue: 1, interval: [0, 0] });
  });

  it('refuses what it cannot look at', () => {
    expect(() => trendOf([1, 2, 3])).toThrow(StatisticalValidationError);
    expect(() => trendOf(RISING, Number.NaN)).toThrow('leastFactor is NaN');
  });

  it('of 0.2 % a run over 50 runs is found in noise of 2 %, and none where there is none', () => {
    const noise = normalNoise(9);
    let found = 0;
    let wrong = 0;
    for (let i = 0; i < 200; i++) {
      const still = autoregressive(50, 0, noise).map((value) => 0.02 * value);
      if (trendOf(still.map((value, run) => value + run * Math.log(1.002))).pValue <= 0.001) found++;
      if (trendOf(still).pValue <= 0.001) wrong++;
    }
    expect(found).toBeGreaterThanOrEqual(190);
    expect(wrong).toBeLessThanOrEqual(1);
  });
});

it('Kruskal and Wallis by the law of F: SciPy 1.17.1, f_oneway of rankdata', () => {
  const groups = [
    [1.2, 1.4, 1.1, 1.3, 1.25],
    [1.5, 1.6, 1.45, 1.7, 1.55, 1.65],
    [1.3, 1.35, 1.2, 1.5, 1.4],
  ];
  const p = kruskalWallis(
    Float64Array.from(groups.flat()),
    groups.map(({ length }) => length),
  );
  expect(p).toBeCloseTo(0.00044696709502111423, 9);
  expect(kruskalWallis(Float64Array.of(1, 1, 1, 1), [2, 2])).toBe(1);
  expect(kruskalWallis(Float64Array.of(1, 1, 2, 2), [2, 2])).toBe(0);
});
