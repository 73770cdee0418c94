import { describe, expect, it } from 'vitest';
import { LEAST_PAIR_DEVIATION } from '../../../src/judge/constants.ts';
import { type ViewRule, viewOf } from '../../../src/judge/revisions/pair-view.ts';
import { normalQuantile } from '../../../src/statistics/core/normal.ts';
import { studentTQuantile, studentTSurvival } from '../../../src/statistics/core/student-t.ts';

const FLOOR = 0.01;
const RULE: ViewRule = { floor: FLOOR, tolerance: 0.02, level: 1e-4, lastLevel: 1e-4, most: 36 };
const EIGHT = [0.05, 0.06, 0.04, 0.055, 0.045, 0.07, 0.03, 0.05];

const view = (ratios: readonly number[], rule: Partial<ViewRule> = {}) =>
  viewOf('lowEnd', ratios, { ...RULE, ...rule });

/** Mean and its standard error. */
function plain(ratios: readonly number[]) {
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  const variance = ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / (ratios.length - 1);
  return { mean, error: Math.sqrt(variance / ratios.length) };
}

describe('viewOf', () => {
  it('takes the clearer one of two trimmed t-tests, for twice its p-value', () => {
    // Of eight, a trim of 0.1 sets none aside and one of 0.25 two at either end: 0.045, 0.05, 0.05 and 0.055 are left.
    const { mean, error } = plain(EIGHT);
    const winsorized = [0.045, 0.045, 0.045, 0.05, 0.05, 0.055, 0.055, 0.055];
    const tukey = (Math.sqrt(8) * Math.sqrt(plain(winsorized).error ** 2 * 8)) / 4;
    const pValues = [studentTSurvival((mean - FLOOR) / error, 7), studentTSurvival((0.05 - FLOOR) / tukey, 3)];
    const seen = view(EIGHT);
    expect(seen.pValue).toBeCloseTo(2 * Math.min(...pValues), 14);
    expect(seen.estimate).toBeCloseTo(mean, 14);
    expect(seen.standardError).toBeCloseTo(error, 14);
    expect(seen).toMatchObject({ aspect: 'lowEnd', degreesOfFreedom: 7 });
    expect(seen.signPValue).toBeCloseTo(1 / 256, 12);
    expect(seen.statistic).toBeCloseTo((mean - FLOOR) / error, 10);
  });

  it('tells by its trim of a quarter what outliers hide from the other one', () => {
    const outliers = [0.05, 0.051, 0.049, 0.05, 0.052, 0.048, 0.9, 0.5];
    const { mean, error } = plain(outliers);
    const alone = studentTSurvival((mean - FLOOR) / error, 7);
    expect(alone).toBeGreaterThan(0.04);
    expect(view(outliers).pValue).toBeLessThan(alone / 20);
  });

  it('is slower where both the level and the sign test say so, and by more than the tolerance', () => {
    expect(view(EIGHT, { level: 1 })).toMatchObject({ isSlower: true, isFaster: false });
    const { pValue } = view(EIGHT);
    expect(view(EIGHT, { level: 1.001 * pValue }).isSlower).toBe(true);
    expect(view(EIGHT, { level: pValue }).isSlower).toBe(false);
    expect(view(EIGHT, { level: 1, tolerance: 0.049 }).isSlower).toBe(true);
    expect(view(EIGHT, { level: 1, tolerance: 0.051 }).isSlower).toBe(false);
  });

  it('asks the sign test for all of eight, for eleven of twelve, and for fourteen of sixteen', () => {
    const pairs = (count: number, below: number) =>
      Array.from({ length: count }, (_, i) => (i < below ? FLOOR - 0.001 : 0.05 + 0.001 * i));
    const isSlower = (count: number, below: number) => view(pairs(count, below), { level: 1 }).isSlower;
    expect([isSlower(7, 0), isSlower(8, 0), isSlower(8, 1)]).toEqual([false, true, false]);
    expect([isSlower(12, 1), isSlower(12, 2)]).toEqual([true, false]);
    expect([isSlower(16, 2), isSlower(16, 3)]).toEqual([true, false]);
  });

  it('is faster as it is slower, whatever the tolerance', () => {
    const faster = EIGHT.map((ratio) => -ratio);
    expect(view(faster, { level: 1 })).toMatchObject({ isSlower: false, isFaster: true });
    expect(view(faster, { level: 1, tolerance: 0.5 }).isFaster).toBe(true);
    expect(view(faster, { level: 0 }).isFaster).toBe(false);
    expect(view([...faster.slice(1), 0.01], { level: 1 }).isFaster).toBe(false);
  });

  it('looks faster where that is likely, at a look that may not tell yet as well', () => {
    const four = [-0.04, -0.05, -0.06, -0.05];
    expect(view(four, { level: 0 })).toMatchObject({ isFaster: false, looksFaster: true });
    expect(view([-0.04, 0.05, -0.06, -0.05], { level: 0 }).looksFaster).toBe(false);
    expect(view([-0.004, -0.005, -0.006, -0.005], { level: 0 }).looksFaster).toBe(false);
  });

  it('believes of pairs that happen to agree a deviation of half a percent', () => {
    const seen = view(new Array(8).fill(0.05));
    expect(seen.standardError).toBeCloseTo(LEAST_PAIR_DEVIATION / Math.sqrt(8), 14);
    expect(seen.pValue).toBeCloseTo(2 * studentTSurvival(seen.statistic, 7), 14);
    expect(seen.pValue).toBeGreaterThan(1e-9);
  });

  it('is dismissed where the upper end of its interval, or four of four pairs, lie below 2.5 %', () => {
    const scattered = [-0.08, 0.02, -0.04, 0.01];
    const { mean, error } = plain(scattered);
    expect(mean + studentTQuantile(0.95, 3) * error).toBeGreaterThan(Math.log1p(0.025));
    expect(view(scattered).isDismissed).toBe(true);
    expect(view([-0.08, 0.03, -0.04, 0.01]).isDismissed).toBe(false);
    // Two of twelve lie above, and all the same it is surely below on average.
    const sure = [0.026, 0.026, 0.005, 0, 0.01, 0.005, 0, 0.01, 0.005, 0, 0.01, 0.005];
    expect(view(sure).isDismissed).toBe(true);
    expect(view(EIGHT).isDismissed).toBe(false);
    // Where more is tolerated, half of that.
    expect(view(EIGHT, { tolerance: 0.1 }).isDismissed).toBe(false);
    expect(view(EIGHT, { tolerance: 0.2 }).isDismissed).toBe(true);
  });

  it('knows which slow-down all of the pairs would have shown nine times in ten', () => {
    const { error } = plain(EIGHT);
    const deviation = error * Math.sqrt(8);
    const reach = studentTQuantile(1 - 1e-4 / 2, 28) + normalQuantile(0.9);
    expect(view(EIGHT).detectable).toBeCloseTo(Math.max(Math.log1p(0.025), FLOOR + (reach * deviation) / 6), 12);
    const noisy = EIGHT.map((ratio) => 5 * ratio);
    expect(view(noisy).detectable).toBeCloseTo(FLOOR + (5 * reach * deviation) / 6, 12);
    // No less than what dismisses it, nor than what is tolerated.
    const steady = new Array(8).fill(0);
    expect(view(steady).detectable).toBe(Math.log1p(0.025));
    expect(view(steady, { tolerance: 0.3 }).detectable).toBe(0.3);
  });

  it('is blind where noise would hide a quarter, or what is tolerated where that is more', () => {
    const scattered = (times: number) => EIGHT.map((ratio) => times * (ratio - 0.05));
    expect(view(scattered(10)).isBlind).toBe(false);
    expect(view(scattered(25)).isBlind).toBe(true);
    expect(view(scattered(25), { tolerance: 1 }).isBlind).toBe(false);
    // What is tolerated is not noise.
    expect(view(new Array(8).fill(0), { tolerance: 1.4, floor: 0.7 }).isBlind).toBe(false);
  });

  it('says how likely pairs like these are where nothing is slower at all', () => {
    expect(view(EIGHT).slowerThanZero).toBe(view(EIGHT, { floor: 0 }).pValue);
    expect(view(EIGHT.map((ratio) => -ratio)).slowerThanZero).toBe(1);
  });
});
