import { describe, expect, test } from 'vitest';
import { createGenerator } from '../../../src/statistics/core/random.ts';
import { effectiveSampleSize } from '../../../src/statistics/textbook/autocorrelation.ts';
import { robustEvidence } from '../../../src/statistics/textbook/evidence.ts';
import { validateSamples } from '../../../src/statistics/textbook/validate.ts';
import { drawSamples } from '../random-samples.ts';
import { expectClose } from '../reference.ts';

const samples = drawSamples('normal', 60, createGenerator(7));

describe('the smallest change that would be caught', () => {
  const changeAt = (upper: number, confidenceLevel = 0.95, of: readonly number[] | Float64Array = samples) =>
    validateSamples(of, 0, upper, { confidenceLevel }).minimumDetectableChangePercent;

  test('lifts the lower end of the estimate above the bound', () => {
    const { estimate, error } = robustEvidence(samples);
    // Φ⁻¹ of 0.95 and of 0.9; of 0.99 and of 0.9.
    expectClose(
      changeAt(1.2)!,
      100 * (1.2 / (estimate - (1.6448536269514722 + 1.2815515655446004) * error) - 1),
      '95 %',
    );
    const reach = (2.3263478740408408 + 1.2815515655446004) * error;
    expectClose(changeAt(1.2, 0.99)!, 100 * (1.2 / (estimate - reach) - 1), '99 %');
  });

  test('is none at all where the samples are beyond the bound', () => expect(changeAt(0.5)).toBe(0));

  test('is not known without a bound, of few samples, and where the lower end is no time', () => {
    expect(changeAt(Number.POSITIVE_INFINITY)).toBeNull();
    // Four samples can show as little as 1/16, and five 1/32.
    expect(changeAt(1.2, 0.95, [1, 1.01, 1.02, 1.03])).toBeNull();
    expect(changeAt(1.2, 0.95, [1, 1.01, 1.02, 1.03, 1.04])).not.toBeNull();
    expect(changeAt(1.2, 0.96875, [1, 1.01, 1.02, 1.03, 1.04])).toBeNull();
    expect(changeAt(10, 0.95, [0.1, 0.2, 3, 6, 7, 9])).toBeNull();
  });
});

describe('a warning', () => {
  test('says how many samples are needed to show anything', () => {
    const warn = (count: number, confidenceLevel: number) =>
      validateSamples(samples.subarray(0, count), 0, 2, { confidenceLevel }).warnings;
    expect(warn(4, 0.95)).toEqual(['4 samples cannot show anything at 95 % confidence: take at least 5.']);
    expect(warn(5, 0.95)).toEqual([]);
    expect(warn(6, 0.99)).toEqual(['6 samples cannot show anything at 99 % confidence: take at least 7.']);
    expect(warn(5, 0.96875)).toEqual(['5 samples cannot show anything at 96.9 % confidence: take at least 6.']);
  });

  test('says that neighbours resemble each other, where that is no chance', () => {
    const drift = Array.from({ length: 20 }, (_, i) => 1 + i / 100);
    const effective = Math.round(effectiveSampleSize(drift));
    expect(validateSamples(drift, 0, 2).warnings).toEqual([
      `Neighbouring samples resemble each other: 20 of them say as much as ${effective} independent ones, so the p-value is smaller than it should be. Measure in several fresh processes.`,
    ]);
    const steps = (count: number) => Array.from({ length: count }, (_, i) => (2 * i < count ? 1 : 2));
    // A correlation of 0.7 is less than three standard errors of ten samples, and 0.85 more than those of twenty.
    expect(validateSamples(steps(10), 0, 3).warnings).toEqual([]);
    expect(validateSamples(steps(20), 0, 3).warnings).toHaveLength(1);
  });
});

describe('an error', () => {
  test('carries the whole question', () => {
    expect(() => validateSamples([1, 2], 3, 2, { method: 'bootstrap', confidenceLevel: 0.9 })).toThrow(
      expect.objectContaining({
        data: {
          samples: [1, 2],
          lowerThreshold: 3,
          upperThreshold: 2,
          lower: 3,
          upper: 2,
          method: 'bootstrap',
          confidenceLevel: 0.9,
        },
      }),
    );
  });

  test('is none where both bounds are one', () => expect(validateSamples(samples, 2, 2).verdict).toBe('improvement'));
});
