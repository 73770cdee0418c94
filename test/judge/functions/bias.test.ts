import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StatisticalValidationError } from '../../../src/errors.ts';
import { biasOf, trimOf } from '../../../src/judge/functions/in-process.ts';
import { normalGenerator, share } from '../simulate.ts';

const percent = (log: number) => 100 * Math.expm1(log);
const least = biasOf([0, 0, 0, 0]).allowance;
const blocks = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 12 });

describe('biasOf', () => {
  it('allows for no less than unchanged functions differ by, however alike the baseline is to itself', () => {
    expect(percent(least)).toBeGreaterThan(2);
    fc.assert(fc.property(blocks, (selfLogRatios) => biasOf(selfLogRatios).allowance >= least));
  });

  it('allows for what the baseline differs from itself by, whichever of the two is slower', () => {
    const steps = [-0.01, 0.01, 0, 0.02, -0.02, 0];
    const { allowance, inProcessBias } = biasOf(steps.map((step) => 0.3 + step));
    expect(allowance).toBeGreaterThan(0.3);
    expect(allowance).toBeLessThan(0.35);
    expect(inProcessBias.selfDifferencePercent).toBeCloseTo(percent(0.3), 5);
    expect(inProcessBias.allowancePercent).toBeCloseTo(percent(allowance), 10);
    expect(biasOf(steps.map((step) => -0.3 - step)).allowance).toBeCloseTo(allowance, 10);
  });

  it('covers the difference with its interval, and that with the allowance', () => {
    const log = (percentage: number) => Math.log1p(percentage / 100);
    fc.assert(
      fc.property(blocks, (selfLogRatios) => {
        const { allowance, inProcessBias } = biasOf(selfLogRatios);
        const [lower, upper] = inProcessBias.selfDifferenceInterval.map(log) as [number, number];
        const difference = log(inProcessBias.selfDifferencePercent);
        expect(lower).toBeLessThanOrEqual(difference + 1e-9);
        expect(upper).toBeGreaterThanOrEqual(difference - 1e-9);
        expect(allowance).toBeGreaterThanOrEqual(Math.max(upper, -lower) - 1e-9 * Math.abs(lower));
      }),
    );
  });

  it('allows for the more the fewer blocks there are, and the more they scatter', () => {
    const scattered = (by: number) => [-by, by, -by, by, -by, by];
    expect(biasOf(scattered(0.4)).allowance).toBeGreaterThan(biasOf(scattered(0.3)).allowance);
    expect(biasOf([-0.3, 0.3]).allowance).toBeGreaterThan(biasOf(scattered(0.3)).allowance);
  });

  it('covers the bias of the process in nineteen cases of twenty', () => {
    const normal = normalGenerator(3);
    const bias = 0.2;
    const covered = share(4000, () => {
      const { allowance } = biasOf(Array.from({ length: 10 }, () => bias + 0.1 * normal()));
      return allowance >= bias;
    });
    expect(covered).toBeGreaterThan(0.93);
    expect(covered).toBeLessThan(0.97);
  });

  it('refuses what cannot be told from', () => {
    expect(() => biasOf([0.1])).toThrow(StatisticalValidationError);
    expect(() => biasOf([0.1, Number.NaN])).toThrow(StatisticalValidationError);
  });
});

describe('trimOf', () => {
  it('spares none of few blocks, and a fifth of ten and more', () => {
    expect([2, 9, 10, 100].map(trimOf)).toEqual([0, 0, 0.2, 0.2]);
  });

  it('sets what an interruption took aside', () => {
    const nine = [0.2, 0.21, 0.19, 0.2, 0.21, 0.19, 0.2, 0.21, 0.19];
    expect(biasOf([...nine, 3]).allowance).toBeLessThan(0.25);
    expect(biasOf([...nine, 3, 3]).allowance).toBeLessThan(0.25);
    expect(biasOf([...nine.slice(1), 3]).allowance).toBeGreaterThan(0.5);
  });
});
