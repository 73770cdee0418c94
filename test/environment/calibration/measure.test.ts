import { describe, expect, it } from 'vitest';
import { KERNEL_NAMES, type Kernels, makeKernels } from '../../../src/environment/calibration/kernels.ts';
import { measureKernels } from '../../../src/environment/calibration/measure.ts';
import { EnvironmentDetectionError } from '../../../src/errors.ts';

/** Kernels that take these times, one after another. */
function kernelsOf(times: readonly number[], changes: Partial<Kernels> = {}) {
  let passes = 0;
  const kernel = () => times[passes++ % times.length]!;
  return { kernels: { compute: kernel, memory: kernel, allocation: kernel, ...changes }, passes: () => passes };
}

describe('measureKernels', () => {
  it('is proportional to the times of the kernels', () => {
    const slow = measureKernels(kernelsOf([0.002]).kernels);
    const fast = measureKernels(kernelsOf([0.001]).kernels);
    expect(slow.factor).toBeCloseTo(2 * fast.factor, 9);
    for (const name of KERNEL_NAMES) {
      expect(slow.kernels[name].time).toBe(0.002);
      expect(slow.kernels[name].factor).toBeCloseTo(2 * fast.kernels[name].factor, 9);
    }
  });

  it('gives each kernel the same say', () => {
    const all = measureKernels(kernelsOf([0.001]).kernels);
    for (const name of KERNEL_NAMES) {
      const one = measureKernels(kernelsOf([0.001], { [name]: () => 0.008 }).kernels);
      expect(one.factor / all.factor).toBeCloseTo(2, 9);
    }
  });

  it('is not moved by interruptions, which only add time', () => {
    const undisturbed = measureKernels(kernelsOf([0.001]).kernels);
    const disturbed = measureKernels(kernelsOf([0.001, 0.02, 0.001, 0.5, 0.003]).kernels);
    expect(disturbed.factor).toBe(undisturbed.factor);
  });

  it('goes on where no turns agree, but not for ever', () => {
    const calm = kernelsOf([0.001]);
    measureKernels(calm.kernels);
    let time = 1;
    const restless = kernelsOf([0.001], {
      compute: () => {
        time *= 0.99;
        return time;
      },
    });
    measureKernels(restless.kernels);
    expect(calm.passes()).toBe(3 * 5 * 20);
    expect(restless.passes()).toBe(2 * 5 * 80);
  });

  it.each(KERNEL_NAMES)('refuses a clock by which the kernel %s takes no time', (name) => {
    const { kernels } = kernelsOf([0.001], { [name]: () => 0 });
    expect(() => measureKernels(kernels)).toThrow(EnvironmentDetectionError);
    expect(() => measureKernels(kernels)).toThrow(`'${name}'`);
  });

  it('measures this machine', () => {
    const { kernels, factor, timerResolution, timerCost, measuredAt } = measureKernels(makeKernels());
    for (const name of KERNEL_NAMES) expect(kernels[name].time).toBeGreaterThan(timerResolution);
    expect(factor).toBeGreaterThan(0);
    expect(timerCost).toBeGreaterThan(0);
    expect(new Date(measuredAt).toISOString()).toBe(measuredAt);
  });
});
