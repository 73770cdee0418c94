import { describe, expect, test } from 'vitest';
import { normalQuantile } from '../../../src/statistics/core/normal.ts';
import { trimmedTTest } from '../../../src/statistics/core/trimmed-t.ts';
import { groupSequentialLooks } from '../../../src/statistics/textbook/group-sequential.ts';
import { spendAlpha } from '../../../src/statistics/textbook/multiple-testing.ts';
import { normal, shareOf } from '../random-samples.ts';
import { expectClose } from '../reference.ts';

const fifths = [0.2, 0.4, 0.6, 0.8, 1];

describe('boundaries of looks at growing data', () => {
  test.each([
    // The first three by SciPy 1.17.1 from multivariate normal probabilities; all five are the published values.
    ['obrien_fleming', [4.876884948790762, 3.3570119447959668, 2.6802800452367674, 2.2898, 2.031]],
    ['pocock', [2.4379766883, 2.42681385845, 2.41019418111, 2.3966, 2.3859]],
    ['linear', [2.575829303548901, 2.491969213911, 2.4108252905, 2.3391, 2.2755]],
  ] as const)('%s at 2.5 %% in five looks', (spending, expected) => {
    groupSequentialLooks(0.025, fifths, spending).forEach(({ zValue, fraction }, look) => {
      expect(fraction).toBe(fifths[look]);
      expectClose(zValue, expected[look]!, `look ${look}`, look < 3 ? 1e-6 : 1e-4);
    });
  });

  test('one look is the plain test', () => {
    const [only] = groupSequentialLooks(0.05, [1]);
    expectClose(only!.zValue, normalQuantile(0.95), 'z', 1e-10);
    expectClose(only!.pValue, 0.05, 'p', 1e-10);
  });

  test('allow more than shares that hold for any dependence, and never more than the whole budget', () => {
    for (const spending of ['obrien_fleming', 'pocock', 'linear'] as const) {
      const shares = spendAlpha(0.05, fifths, spending);
      groupSequentialLooks(0.05, fifths, spending).forEach(({ pValue }, look) => {
        expect(pValue).toBeGreaterThanOrEqual(shares[look]! * (1 - 1e-9));
        expect(pValue).toBeLessThan(0.05);
      });
    }
  });

  test('looks that follow each other closely are nearly one look', () => {
    const looks = groupSequentialLooks(0.05, [0.5, 0.501, 1]);
    const apart = groupSequentialLooks(0.05, [0.5, 1]);
    expectClose(looks[2]!.zValue, apart[1]!.zValue, 'last', 2e-3);
  });

  test('a look too early to spend anything never raises the alarm', () => {
    const [early, last] = groupSequentialLooks(0.05, [1e-4, 1]);
    expect(early).toEqual({ fraction: 1e-4, zValue: Number.POSITIVE_INFINITY, pValue: 0 });
    expectClose(last!.pValue, 0.05, 'p', 1e-9);
  });

  test('a look so early that it may spend next to nothing has its bound far out', () => {
    const [share] = spendAlpha(0.05, [0.02]);
    const [early] = groupSequentialLooks(0.05, [0.02, 1]);
    expect(share).toBeLessThan(1e-40);
    expectClose(early!.zValue, -normalQuantile(share!), 'z', 1e-9);
    expectClose(early!.pValue, share!, 'p', 1e-7);
  });

  test('keep the error rate, and nearly use it up', () => {
    const steps = [12, 24, 36, 48];
    const rate = (levels: readonly number[]): number =>
      shareOf(6000, (g) => {
        const values = Array.from({ length: 48 }, () => normal(g));
        return steps.some((n, look) => {
          const z = values.slice(0, n).reduce((sum, value) => sum + value, 0) / Math.sqrt(n);
          return z > levels[look]!;
        });
      });
    const fractions = steps.map((n) => n / 48);
    for (const spending of ['obrien_fleming', 'pocock'] as const) {
      const looks = groupSequentialLooks(0.05, fractions, spending);
      // 6,000 trials at 5 % have a standard error of 0.28 points.
      const spent = rate(looks.map(({ zValue }) => zValue));
      expect(spent, spending).toBeGreaterThan(0.0415);
      expect(spent, spending).toBeLessThan(0.0585);
      const shares = rate(spendAlpha(0.05, fractions, spending).map((share) => -normalQuantile(share)));
      expect(shares, spending).toBeLessThan(spent);
    }
  });

  test('with t-tests on few samples the rate is a little higher', () => {
    const steps = [8, 16, 24, 32];
    const looks = groupSequentialLooks(
      0.05,
      steps.map((n) => n / 32),
    );
    const rate = shareOf(2500, (g) => {
      const differences = Array.from({ length: 32 }, () => normal(g));
      return steps.some((n, look) => trimmedTTest(differences.slice(0, n), { trim: 0 }).pValue < looks[look]!.pValue);
    });
    expect(rate).toBeGreaterThan(0.038);
    expect(rate).toBeLessThan(0.068);
  });

  test('what cannot be planned is refused', () => {
    expect(() => groupSequentialLooks(1, [1])).toThrow(/alpha is 1/);
    expect(() => groupSequentialLooks(0.05, [0.5, 0.4])).toThrow(/fractions\[1\] is 0\.4/);
    expect(groupSequentialLooks(0.05, [])).toEqual([]);
  });
});
