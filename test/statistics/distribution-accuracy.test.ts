import stdlibCdf from '@stdlib/stats-base-dists-t-cdf';
import stdlibQuantile from '@stdlib/stats-base-dists-t-quantile';
import ttest2 from '@stdlib/stats-ttest2';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StatisticalValidationError } from '../../src/errors.ts';
import { incompleteBeta } from '../../src/statistics/core/beta.ts';
import { binomialCdf, binomialQuantile, binomialSurvival } from '../../src/statistics/core/binomial.ts';
import { normalCdf, normalDensity, normalQuantile, normalSurvival } from '../../src/statistics/core/normal.ts';
import { studentTCdf, studentTQuantile, studentTSurvival } from '../../src/statistics/core/student-t.ts';
import { welchTTest } from '../../src/statistics/core/welch.ts';
import {
  kolmogorovCdf,
  kolmogorovFiniteSurvival,
  kolmogorovSurvival,
  smirnovSurvival,
} from '../../src/statistics/textbook/kolmogorov.ts';
import { expectClose, readJson } from './reference.ts';

/** P(X ≤ x) for a beta variable, and P(X > x). */
const betaCdf = (x: number, a: number, b: number) => incompleteBeta(a, b, x, 1 - x);
const betaSurvival = (x: number, a: number, b: number) => incompleteBeta(b, a, 1 - x, x);

type Row = readonly (number | null)[];
const oracle = readJson('./distributions.json') as Readonly<Record<string, readonly Row[]>>;

/** Expects `run` of a row's first columns to be the value in one of its later ones, where there is one. */
function expectTable(name: string, run: (...args: number[]) => number, columns: number, result = columns): void {
  for (const row of oracle[name]!) {
    const expected = row[result];
    const args = row.slice(0, columns) as number[];
    if (typeof expected === 'number') expectClose(run(...args), expected, `${name} ${args.join(', ')}`, 1e-11);
  }
}

describe('to a relative 1e-11 far into the tails, against mpmath', () => {
  test('normal', () => {
    expectTable('normalCdf', normalCdf, 1);
    expectTable('normalCdf', (z) => normalSurvival(-z), 1);
    expectTable('normalQuantile', normalQuantile, 1);
  });

  test('Student t', () => {
    expectTable('studentTSurvival', studentTSurvival, 2);
    expectTable('studentTSurvival', (t, df) => studentTCdf(-t, df), 2);
    expectTable('studentTQuantile', studentTQuantile, 2);
  });

  test('binomial', () => {
    expectTable('binomial', binomialCdf, 3);
    expectTable('binomial', binomialSurvival, 3, 4);
  });

  test('beta', () => {
    expectTable('beta', betaCdf, 3);
    expectTable('beta', betaSurvival, 3, 4);
  });

  test('Kolmogorov', () => {
    expectTable('kolmogorov', kolmogorovCdf, 1);
    expectTable('kolmogorov', kolmogorovSurvival, 1, 2);
  });
});

describe('beside @stdlib', () => {
  const samples = fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 50 });
  /** Whether a sample varies by more than rounding does: of less, both sides would compare their rounding errors. */
  const isSpread = (sample: readonly number[]) =>
    Math.max(...sample) - Math.min(...sample) > 1e-4 * Math.max(...sample);

  test('Student t', () => {
    const t = fc.double({ min: -50, max: 50, noNaN: true });
    const df = fc.double({ min: 0.5, max: 500, noNaN: true });
    const p = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
    fc.assert(fc.property(t, df, (x, v) => expectClose(studentTCdf(x, v), stdlibCdf(x, v), `${x}, ${v}`, 1e-9)));
    // Near one half theirs loses digits to 1 − p.
    fc.assert(
      fc.property(p, df, (q, v) => expectClose(studentTQuantile(q, v), stdlibQuantile(q, v), `${q}, ${v}`, 1e-8, 1e-8)),
    );
  });

  test('Welch’s test', () => {
    fc.assert(
      fc.property(samples, samples, fc.constantFrom('greater', 'less', 'two-sided' as const), (a, b, alternative) => {
        fc.pre(isSpread(a) && isSpread(b));
        const ours = welchTTest(a, b, { alternative });
        const theirs = ttest2(b, a, { alternative });
        expectClose(ours.statistic, theirs.statistic, 't', 1e-8, 1e-8);
        expectClose(ours.degreesOfFreedom, theirs.df, 'degrees of freedom', 1e-8);
        expectClose(ours.pValue, theirs.pValue, 'p', 1e-6);
      }),
    );
  });
});

describe('the range of arguments', () => {
  test('small and large shapes', () => {
    // I_x(a, 1) = xᵃ and I_x(1, b) = 1 − (1 − x)ᵇ.
    for (const shape of [1e-6, 0.01, 1, 77, 1e5]) {
      expectClose(betaCdf(0.3, shape, 1), 0.3 ** shape, `${shape}`, 1e-11);
      expectClose(betaSurvival(0.3, 1, shape), 0.7 ** shape, `${shape}`, 1e-11);
      expectClose(betaSurvival(0.3, shape, 1), -Math.expm1(shape * Math.log(0.3)), `${shape}`, 1e-9);
    }
    expectClose(betaCdf(0.5, 1e9, 1e9), 0.5, 'middle', 1e-9);
    expectClose(studentTSurvival(1e-5, 9e17), normalSurvival(1e-5), 'nearly normal', 1e-14);
    expectClose(studentTSurvival(1e200, 0.5) / studentTSurvival(1e196, 0.5), 1e-2, 'power law', 1e-12);
  });

  test('quantiles beyond the range of a double', () => {
    expect(studentTQuantile(1e-300, 0.5)).toBe(Number.NEGATIVE_INFINITY);
  });

  test('binomial quantiles of very many trials', () => {
    const n = 1e10;
    const k = binomialQuantile(0.975, n, 0.5);
    expectClose((k - n / 2) / Math.sqrt(n / 4), normalQuantile(0.975), 'deviations', 1e-4);
    expect(binomialSurvival(k, n, 0.5)).toBeLessThanOrEqual(0.025);
    expect(binomialSurvival(k - 1, n, 0.5)).toBeGreaterThan(0.025);
    expect(binomialQuantile(1 - 2 ** -53, 100, 0.5)).toBeLessThan(100);
    expect(binomialQuantile(5e-324, 100, 0.5)).toBe(0);
  });

  const calls: readonly (readonly [string, () => number])[] = [
    ['normalDensity', () => normalDensity(Number.NaN)],
    ['normalCdf', () => normalCdf(Number.NaN)],
    ['normalQuantile', () => normalQuantile(Number.NaN)],
    ['normalQuantile above 1', () => normalQuantile(1.5)],
    ['studentTCdf', () => studentTCdf(Number.NaN, 3)],
    ['studentTSurvival', () => studentTSurvival(1, Number.NaN)],
    ['studentTQuantile', () => studentTQuantile(Number.NaN, 3)],
    ['binomialCdf', () => binomialCdf(Number.NaN, 5, 0.5)],
    ['binomialSurvival of very many trials', () => binomialSurvival(1, 1e15, 0.5)],
    ['binomialQuantile', () => binomialQuantile(0.5, 5, Number.NaN)],
    ['kolmogorovCdf', () => kolmogorovCdf(Number.NaN)],
    ['kolmogorovSurvival', () => kolmogorovSurvival(Number.NaN)],
    ['smirnovSurvival', () => smirnovSurvival(5, Number.NaN)],
    ['kolmogorovFiniteSurvival', () => kolmogorovFiniteSurvival(0.5, 0.1)],
  ];
  test.each(calls)('%s refuses what is no number of its range', (_, call) => {
    expect(call).toThrow(StatisticalValidationError);
  });

  test('infinite arguments lie beyond everything', () => {
    expect([kolmogorovCdf(Number.POSITIVE_INFINITY), kolmogorovSurvival(1e-310), kolmogorovCdf(1e-310)]).toEqual([
      1, 1, 0,
    ]);
    expect([betaCdf(-5, 1, 2), betaCdf(5, 1, 2), binomialCdf(Number.POSITIVE_INFINITY, 3, 0.5)]).toEqual([0, 1, 1]);
  });
});
