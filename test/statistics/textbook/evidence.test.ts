import { describe, expect, test } from 'vitest';
import { bootstrapLaw } from '../../../src/statistics/core/bootstrap-law.ts';
import { bootstrapEvidence, parametricEvidence, robustEvidence } from '../../../src/statistics/textbook/evidence.ts';
import { expectClose } from '../reference.ts';

const samples = [8, 1, 9.5, 2, 4];

describe('evidence on where a process lies', () => {
  test('robust: samples are counted on either side, and one on the bound on neither', () => {
    const evidence = robustEvidence(samples);
    expect(evidence).toMatchObject({ location: 'median', by: 'sign test', estimate: 4, leastPValue: 1 / 32 });
    // √(π/2) · 1.4826 · MAD / √n, with deviations 4, 3, 5.5, 2 and 0.
    expectClose(evidence.error, (1.2533141373155003 * 1.482602218505602 * 3) / Math.sqrt(5), 'error', 1e-12);
    expect([evidence.statistic(3), evidence.statistic(4), evidence.statistic(100)]).toEqual([3, 2, 0]);
    // P(at least so many of five tosses): 3 above 3, 2 above 4; 2 below 3 and 4.
    expectClose(evidence.above(3), 16 / 32, 'above 3', 1e-12);
    expectClose(evidence.above(4), 26 / 32, 'above 4', 1e-12);
    expectClose(evidence.below(3), 26 / 32, 'below 3', 1e-12);
    expectClose(evidence.below(4), 26 / 32, 'below 4', 1e-12);
    expectClose(evidence.below(100), 1 / 32, 'below 100', 1e-12);
  });

  test('parametric: as SciPy’s ttest_1samp has it', () => {
    const evidence = parametricEvidence(samples);
    expect(evidence).toMatchObject({ location: 'mean', by: 't-test', estimate: 4.9, leastPValue: 0 });
    expectClose(evidence.error, 1.6613247725836149, 'error', 1e-12);
    expectClose(evidence.statistic(3), 1.1436656043148075, 't', 1e-12);
    expectClose(evidence.above(3), 0.15827790009589643, 'above', 1e-12);
    expectClose(evidence.below(3), 0.8417220999041035, 'below', 1e-12);
    expect([evidence.above(Number.POSITIVE_INFINITY), evidence.below(Number.NEGATIVE_INFINITY)]).toEqual([1, 1]);
    expect([evidence.statistic(Number.POSITIVE_INFINITY), evidence.statistic(Number.NEGATIVE_INFINITY)]).toEqual([
      -Number.MAX_VALUE,
      Number.MAX_VALUE,
    ]);
    expect(() => parametricEvidence([1])).toThrow(/samples has 1 value: at least 2/);
  });

  test('bootstrap: shares of all resamples, of which those on the bound are neither above nor below', () => {
    const evidence = bootstrapEvidence(samples);
    const law = bootstrapLaw(Float64Array.from(samples).sort(), 0.5);
    expect(evidence).toMatchObject({ location: 'median', by: 'bootstrap', estimate: 4, leastPValue: 1 / 32 });
    // At least three of five draws fall on the first i of five samples.
    const upTo = (i: number) =>
      [3, 4, 5].reduce((sum, k) => sum + [10, 5, 1][k - 3]! * (i / 5) ** k * (1 - i / 5) ** (5 - k), 0);
    expectClose(evidence.above(3), upTo(2), 'above 3', 1e-12);
    expectClose(evidence.above(4), upTo(3), 'above 4', 1e-12);
    expectClose(evidence.below(3), 1 - upTo(2), 'below 3', 1e-12);
    expectClose(evidence.below(4), 1 - upTo(2), 'below 4', 1e-12);
    expect([evidence.above(0), evidence.below(100)]).toEqual([1 / 32, 1 / 32]);
    expect([evidence.above(Number.POSITIVE_INFINITY), evidence.below(Number.NEGATIVE_INFINITY)]).toEqual([1, 1]);
    expect(evidence.statistic(1.5)).toBe(2.5);
    // Half the central 68.27 %.
    expect(evidence.error).toBe((law.quantile(0.8413447) - law.quantile(0.1586553)) / 2);
    expect(evidence.error).toBe(3);
  });
});
