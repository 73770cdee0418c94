import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { repetitionsPerLevel, runsNeeded, smallestDetectableChange } from '../../../src/statistics/core/planning.ts';
import { trimmedTTest } from '../../../src/statistics/core/trimmed-t.ts';
import { welchTTest } from '../../../src/statistics/core/welch.ts';
import { benjaminiHochberg, bonferroni, holm, spendAlpha } from '../../../src/statistics/textbook/multiple-testing.ts';
import { normal, shareOf } from '../random-samples.ts';
import { expectClose } from '../reference.ts';

describe('many tests at once', () => {
  const pValues = [0.01, 0.04, 0.03, 0.005];

  test('adjusted p-values by hand', () => {
    const close = (actual: readonly number[], expected: readonly number[]) =>
      actual.forEach((p, i) => {
        expectClose(p, expected[i]!, `${i}`, 1e-12);
      });
    close(bonferroni(pValues), [0.04, 0.16, 0.12, 0.02]);
    close(holm(pValues), [0.03, 0.06, 0.06, 0.02]);
    close(benjaminiHochberg(pValues), [0.02, 0.04, 0.04, 0.02]);
    expect([bonferroni([]), holm([]), benjaminiHochberg([])]).toEqual([[], [], []]);
    expect(bonferroni([0.9, 0.5])).toEqual([1, 1]);
  });

  test('each is no larger than the one before it, and none smaller than the p-value itself', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(p, { minLength: 1, maxLength: 30 }), (values) => {
        const [most, middle, least] = [bonferroni(values), holm(values), benjaminiHochberg(values)];
        values.forEach((value, i) => {
          expect(least[i]).toBeGreaterThanOrEqual(value * (1 - 1e-12));
          expect(middle[i]).toBeGreaterThanOrEqual(least[i]! * (1 - 1e-12));
          expect(most[i]).toBeGreaterThanOrEqual(middle[i]! * (1 - 1e-12));
        });
      }),
    );
  });

  test('what is no probability is named', () => {
    for (const adjust of [bonferroni, holm, benjaminiHochberg]) {
      expect(() => adjust([0.1, 1.1])).toThrow(/pValues\[1\] is 1\.1/);
      expect(() => adjust([Number.NaN])).toThrow(/pValues\[0\] is NaN/);
    }
  });
});

describe('alpha spending', () => {
  test.each(['obrien_fleming', 'pocock', 'linear'] as const)('%s spends the whole budget, and no more', (spending) => {
    const shares = spendAlpha(0.05, [0.2, 0.5, 0.8, 1], spending);
    expectClose(
      shares.reduce((sum, share) => sum + share, 0),
      0.05,
      'sum',
      1e-12,
    );
    expect(Math.min(...shares)).toBeGreaterThan(0);
  });

  test('O’Brien and Fleming’s budget keeps nearly all for the end', () => {
    const [first, last] = spendAlpha(0.05, [0.5, 1]);
    // Lan and DeMets: 2 − 2Φ(1.96 / √0.5).
    expectClose(first!, 0.005574597, 'first', 1e-6);
    expectClose(first! + last!, 0.05, 'sum', 1e-12);
    expect(spendAlpha(0.05, [0.5, 1], 'pocock')[0]).toBeGreaterThan(0.03);
  });

  test('looks keep the error rate where peeking would not', () => {
    const looks = [8, 16, 24, 32];
    const budget = spendAlpha(
      0.05,
      looks.map((n) => n / 32),
    );
    const alarm = (levels: readonly number[]): number =>
      shareOf(2000, (g) => {
        const differences = Array.from({ length: 32 }, () => normal(g));
        return looks.some((n, look) => trimmedTTest(differences.slice(0, n), { trim: 0 }).pValue < levels[look]!);
      });
    expect(alarm(budget)).toBeLessThan(0.062);
    expect(alarm([0.05, 0.05, 0.05, 0.05])).toBeGreaterThan(0.09);
  });

  test('fractions ascend up to one', () => {
    expect(() => spendAlpha(0.05, [0.5, 0.5])).toThrow(/fractions\[1\] is 0\.5/);
    expect(() => spendAlpha(0.05, [1.1])).toThrow(/fractions\[0\] is 1\.1/);
    expect(() => spendAlpha(0, [1])).toThrow(/alpha is 0/);
    expect(() => spendAlpha(0.05, [1], 'magic' as 'linear')).toThrow(/magic is no way to spend alpha/);
  });
});

describe('planning', () => {
  test.each([
    ['paired', 16, 0.05],
    ['paired', 6, 0.01],
    ['independent', 10, 0.05],
    ['independent', 30, 0.001],
  ] as const)(
    '%s, %d runs at α %d: the smallest detectable change is caught nine times in ten',
    (design, runs, alpha) => {
      const spread = 0.03;
      const floor = 0.02;
      const change = Math.log1p(smallestDetectableChange(runs, spread, { design, alpha, floor }));
      const alarms = (effect: number): number =>
        shareOf(2500, (g) => {
          const draw = (center: number) => Array.from({ length: runs }, () => center + spread * normal(g));
          if (design === 'paired') return trimmedTTest(draw(effect), { trim: 0, floor }).pValue < alpha;
          return welchTTest(draw(floor), draw(effect)).pValue < alpha;
        });
      // t for normal quantiles leaves a point or two.
      expect(alarms(change)).toBeGreaterThan(0.86);
      expect(alarms(change)).toBeLessThan(0.94);
      expect(alarms(floor)).toBeLessThan(alpha + 4 * Math.sqrt(alpha / 2500));
    },
  );

  // By SciPy 1.17.1.
  test.each([
    [16, 0.03, {}, 0.02347368984530966],
    [10, 0.05, { design: 'independent' }, 0.0709255631775929],
    [7, 0.1, { design: 'independent', alpha: 0.01, power: 0.8, floor: 0.02 }, 0.23361427950737032],
    [2, 0.03, { alpha: 0.1, power: 0.7, floor: -0.01 }, 0.07325900816113373],
  ] as const)('%d runs with a spread of %d, %j', (runs, spread, options, expected) => {
    expectClose(smallestDetectableChange(runs, spread, options), expected, 'change', 1e-9);
    expect(runsNeeded(expected * 1.0001, spread, options)).toBe(runs);
    expect(runsNeeded(expected * 0.9999, spread, options)).toBe(runs + 1);
  });

  test('how many runs is the inverse of how small a change', () => {
    const share = fc.double({ min: 0.005, max: 0.5, noNaN: true });
    const spread = fc.double({ min: 0.001, max: 0.3, noNaN: true });
    fc.assert(
      fc.property(share, spread, fc.constantFrom('paired' as const, 'independent' as const), (change, sd, design) => {
        const runs = runsNeeded(change, sd, { design });
        expect(smallestDetectableChange(runs, sd, { design })).toBeLessThanOrEqual(change);
        if (runs > 2) expect(smallestDetectableChange(runs - 1, sd, { design })).toBeGreaterThan(change);
      }),
    );
  });

  test('more runs see less, and without spread two suffice', () => {
    expect(smallestDetectableChange(8, 0.03)).toBeGreaterThan(smallestDetectableChange(16, 0.03));
    expect(smallestDetectableChange(2, 0)).toBe(0);
    expect(runsNeeded(0.01, 0)).toBe(2);
  });

  test('what no number of runs can do is said', () => {
    expect(() => runsNeeded(0.01, 0.03, { floor: 0.02 })).toThrow(/not above the floor/);
    expect(() => runsNeeded(1e-9, 0.5)).toThrow(/more than 10000000 runs/);
    expect(() => runsNeeded(0.1, -1)).toThrow(/spread is -1/);
    expect(() => smallestDetectableChange(1, 0.03)).toThrow(/runs is 1/);
    expect(() => smallestDetectableChange(5, 0.03, { power: 1 })).toThrow(/power is 1/);
  });

  test('Kalibera and Jones: repeat what is cheap and noisy', () => {
    // Iterations 10 ms, a process 1 s, a build 60 s.
    expect(repetitionsPerLevel([0.01, 1, 60], [4, 1, 0.25])).toEqual([20, 16]);
    expect(repetitionsPerLevel([1, 1], [1, 9])).toEqual([1]);
    expect(() => repetitionsPerLevel([1], [1])).toThrow(/at least two levels/);
    expect(() => repetitionsPerLevel([1, 2], [1, 0])).toThrow(/level 1 has cost 2 and variance 0/);
  });
});
