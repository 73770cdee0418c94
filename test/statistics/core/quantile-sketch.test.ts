import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantile } from '../../../src/statistics/core/quantile.ts';
import { mergeSketches, sketchCount, sketchOf, sketchQuantile } from '../../../src/statistics/core/quantile-sketch.ts';

const duration = fc.oneof(
  fc.double({ min: 1e-9, max: 10, noNaN: true }),
  fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
  fc.constant(0),
);
const durations = fc.array(duration, { minLength: 1, maxLength: 200 });

describe('quantile sketch', () => {
  test('every quantile is within the accuracy of the samples’ own', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(durations, share, fc.constantFrom(1e-6, 0.001, 0.01, 0.1), (samples, p, accuracy) => {
        const exact = quantile(samples, p);
        const sketched = sketchQuantile(sketchOf(samples, accuracy), p);
        expect(Math.abs(sketched - exact)).toBeLessThanOrEqual(accuracy * exact * (1 + 1e-6));
      }),
    );
  });

  test('merging sketches equals sketching everything, in any order', () => {
    fc.assert(
      fc.property(fc.array(durations, { minLength: 1, maxLength: 5 }), (parts) => {
        const whole = sketchOf(parts.flat());
        const sketches = parts.map((part) => sketchOf(part));
        expect(mergeSketches(sketches)).toEqual(whole);
        expect(mergeSketches(sketches.reverse())).toEqual(whole);
        expect(sketchCount(whole)).toBe(parts.flat().length);
      }),
    );
  });

  test('its size depends on the range, not on the number', () => {
    const samples = Array.from({ length: 100_000 }, (_, i) => 1 + i / 100_000);
    expect(sketchOf(samples).buckets.length).toBeLessThan(40);
  });

  test('samples too small for a bucket count as zero', () => {
    const sketch = sketchOf([0, -0, 5e-324, 1]);
    expect(sketch.zeroCount).toBe(3);
    expect(sketchQuantile(sketch, 0.5)).toBe(0);
    expect(sketchQuantile(sketchOf([0]), 1)).toBe(0);
  });

  test('the largest double stays finite', () => {
    expect(sketchQuantile(sketchOf([Number.MAX_VALUE]), 0.5) / Number.MAX_VALUE).toBeCloseTo(1, 1);
  });

  test('survives being stored as JSON', () => {
    const sketch = sketchOf([0.001, 0.002, 0.0021]);
    expect(JSON.parse(JSON.stringify(sketch))).toEqual(sketch);
  });

  test('what cannot be sketched or read is refused', () => {
    expect(() => sketchOf([1, -1])).toThrow(/samples\[1\] is -1/);
    expect(() => sketchOf([Number.NaN])).toThrow(/samples\[0\] is NaN/);
    expect(() => sketchOf([1], 1)).toThrow(/accuracy is 1/);
    expect(() => sketchOf([1], 1e-17)).toThrow(/accuracy is 1e-17/);
    expect(() => sketchOf([1], Number.NaN)).toThrow(/accuracy is NaN/);
    expect(() => mergeSketches([])).toThrow(/no sketch/);
    expect(() => mergeSketches([sketchOf([1]), sketchOf([1], 0.02)])).toThrow(/sketches\[1\] has accuracy 0\.02/);
    expect(() => sketchQuantile(sketchOf([]), 0.5)).toThrow(/empty/);
    expect(() => sketchQuantile(sketchOf([1]), 50)).toThrow(/0\.95, not 95/);
  });
});
