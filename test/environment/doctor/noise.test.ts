import { describe, expect, it } from 'vitest';
import { listenForNoise } from '../../../src/environment/doctor/examine.ts';

/** A kernel that takes these times, one after another. */
function kernelOf(times: readonly number[]): () => number {
  let passes = 0;
  return () => times[passes++ % times.length]!;
}

describe('listenForNoise', () => {
  it('finds none where all passes are alike', () => {
    expect(listenForNoise(1, () => 0.01)).toMatchObject({
      passes: 100,
      quickest: 0.01,
      medianPercent: 0,
      percentile95Percent: 0,
      longestInterruption: 0,
    });
  });

  it('says how much slower than the quickest others were', () => {
    const noise = listenForNoise(60, kernelOf([1, 1.1, 1.1, 1.5]));
    expect(noise.quickest).toBe(1);
    expect(noise.medianPercent).toBeCloseTo(10, 9);
    expect(noise.percentile95Percent).toBeCloseTo(50, 9);
    expect(noise.longestInterruption).toBeCloseTo(0.5, 9);
  });

  it('makes one pass at least, of the control kernel unless told otherwise', () => {
    const noise = listenForNoise(0);
    expect(noise.passes).toBe(1);
    expect(noise.quickest).toBeGreaterThan(0);
    expect(noise.resources.measurementDuration).toBeGreaterThan(0);
  });
});
