import { describe, expect, it } from 'vitest';
import { adviceOnInterference } from '../../src/judge/interference.ts';
import { adviceOnMeasurement } from '../../src/judge/measurement-advice.ts';
import type { ResourceMetrics } from '../../src/model/environment.ts';
import { calm } from '../environment/contexts.ts';
import { measured } from '../framework/fixtures.ts';

const during = (...windows: Partial<ResourceMetrics>[]) =>
  windows.map((window) => measured(1e-3, { resources: { ...calm, ...window } }));

describe('adviceOnInterference', () => {
  it.each([
    [{ cpuStealPercent: 2 }, /hypervisor .* Use a runner/],
    [{ cpuThrottledPercent: 1 }, /quota .* Grant it/],
    [{ cpuOthersPercent: 25 }, /Other programs .* Stop them/],
    [{ memoryPressurePercent: 5 }, /wait for memory .* more memory/],
  ] as const)('says what to do about %j', (window, expected) => {
    expect(adviceOnInterference(during(window))).toEqual([expect.stringMatching(expected)]);
  });

  it.each([{}, { cpuStealPercent: 1.9 }, { cpuOthersPercent: 24 }, { cpuOthersPercent: null }])(
    'has nothing to say of %j',
    (window) => {
      expect(adviceOnInterference(during(window))).toEqual([]);
    },
  );

  it('takes a sign that half of the processes show, and none that one of many shows', () => {
    const busy = { cpuOthersPercent: 80 };
    expect(adviceOnInterference(during(busy, busy, {}))).toHaveLength(1);
    expect(adviceOnInterference(during(busy, {}, {}))).toEqual([]);
  });

  it('says the same words whatever the figures, so that they can be said once', () => {
    expect(adviceOnInterference(during({ cpuOthersPercent: 30 }))).toEqual(
      adviceOnInterference(during({ cpuOthersPercent: 90 })),
    );
  });

  it('has nothing to say where nobody looked', () => {
    expect(adviceOnInterference([measured(1e-3)])).toEqual([]);
  });

  it('is part of the advice on a test', () => {
    expect(adviceOnMeasurement(during({ cpuOthersPercent: 90 }), 0.05)).toEqual(
      expect.arrayContaining(adviceOnInterference(during({ cpuOthersPercent: 90 }))),
    );
  });
});
