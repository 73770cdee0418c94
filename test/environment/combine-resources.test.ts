import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineResources } from '../../src/environment/resources.ts';
import { calm } from './contexts.ts';

describe('combineResources', () => {
  it('weighs rates and shares by duration', () => {
    const short = { ...calm, cpuPercent: 100, diskIoRate: 400, ioPressurePercent: 50, measurementDuration: 1 };
    const long = { ...calm, cpuPercent: 20, diskIoRate: 0, ioPressurePercent: 10, measurementDuration: 3 };
    expect(combineResources([short, long])).toMatchObject({
      cpuPercent: 40,
      diskIoRate: 100,
      ioPressurePercent: 20,
      measurementDuration: 4,
    });
  });

  it('takes the fullest memory and the last load', () => {
    const windows = [
      { ...calm, memoryPercent: 70, loadAverage: 3 },
      { ...calm, memoryPercent: 50, loadAverage: 2 },
    ];
    expect(combineResources(windows)).toMatchObject({ memoryPercent: 70, loadAverage: 2 });
  });

  it('does not know what one window does not know', () => {
    const windows = [calm, { ...calm, cpuOthersPercent: null }];
    expect(combineResources(windows).cpuOthersPercent).toBeNull();
  });

  it('weighs windows of no length alike', () => {
    const windows = [
      { ...calm, cpuPercent: 0, measurementDuration: 0 },
      { ...calm, cpuPercent: 50, measurementDuration: 0 },
    ];
    expect(combineResources(windows).cpuPercent).toBe(25);
  });

  it('says of equal windows what each of them says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.double({ min: 0, max: 100, noNaN: true }), (count, cpuPercent) => {
        const combined = combineResources(Array.from({ length: count }, () => ({ ...calm, cpuPercent })));
        expect(combined.cpuPercent).toBeCloseTo(cpuPercent, 9);
        expect(combined).toMatchObject({ memoryPercent: calm.memoryPercent, measurementDuration: count });
      }),
    );
  });
});
