import { describe, expect, it } from 'vitest';
import { measure, measureBaselinePerformance } from '../../src/environment/baseline-performance.ts';
import { EnvironmentDetectionError } from '../../src/errors.ts';

/** A kernel that takes these times, one after another. */
function kernelOf(times: readonly number[]): { run: () => number; passes: () => number } {
  let passes = 0;
  return { run: () => times[passes++ % times.length]!, passes: () => passes };
}

describe('measure', () => {
  it('is proportional to the time of the kernel', () => {
    const slow = measure(() => 0.002);
    const fast = measure(() => 0.001);
    expect(slow.controlTime).toBe(0.002);
    expect(slow.factor).toBeCloseTo(2 * fast.factor, 12);
    expect(slow.factor / slow.controlTime).toBeCloseTo(fast.factor / fast.controlTime, 6);
  });

  it('is not moved by interruptions, which only add time', () => {
    const undisturbed = measure(() => 0.001);
    const disturbed = measure(kernelOf([0.001, 0.02, 0.001, 0.5]).run);
    expect(disturbed.factor).toBe(undisturbed.factor);
  });

  it('throws the first passes away', () => {
    const cold = [...Array.from({ length: 10 }, () => 1e-9), ...Array.from({ length: 40 }, () => 0.001)];
    const kernel = kernelOf(cold);
    expect(measure(kernel.run).controlTime).toBe(0.001);
    expect(kernel.passes()).toBe(50);
  });

  it('refuses a clock by which the kernel takes no time', () => {
    expect(() => measure(() => 0)).toThrow(EnvironmentDetectionError);
  });
});

describe('measureBaselinePerformance', () => {
  it('measures this machine, once', () => {
    const first = measureBaselinePerformance();
    expect(first.controlTime).toBeGreaterThan(first.timerResolution);
    expect(first.timerResolution).toBeGreaterThan(0);
    expect(first.timerCost).toBeGreaterThan(0);
    expect(first.factor).toBeGreaterThan(0);
    expect(measureBaselinePerformance()).toBe(first);
  });
});
