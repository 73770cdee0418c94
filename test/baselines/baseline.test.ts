import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baselineFrom } from '../../src/baselines/baseline.ts';
import type { RunRecord } from '../../src/model/baseline.ts';
import { medianInterval } from '../../src/statistics/core/median-interval.ts';
import { mergeSketches, sketchOf, sketchQuantile } from '../../src/statistics/core/quantile-sketch.ts';
import { day, processSummary, runRecord } from './records.ts';

const withEstimates = (...estimates: number[]): RunRecord[] =>
  estimates.map((estimate, number) => runRecord(number, { estimate }));

describe('baselineFrom', () => {
  it.each([
    ['no run at all', []],
    ['regressions alone', [runRecord(1, { status: 'regression' })]],
  ])('makes nothing of %s', (_, records) => {
    expect(baselineFrom(records)).toBeNull();
  });

  it('sums up the runs that count', () => {
    const slow = sketchOf([0.002, 0.0021, 0.0022]);
    const fast = sketchOf([0.001, 0.0011]);
    const records = [
      runRecord(1, { estimate: 0.5, status: 'recorded' }),
      runRecord(2, { estimate: 0.001, status: 'accepted', processes: [processSummary({ sketch: fast })] }),
      runRecord(3, { estimate: 9, status: 'regression' }),
      runRecord(4, {
        estimate: 0.002,
        processes: [processSummary({ sketch: slow }), processSummary({ sketch: fast })],
      }),
    ];
    const merged = mergeSketches([fast, slow, fast]);
    expect(baselineFrom(records)).toEqual({
      testName: 'parse a large file',
      environmentKey: 'linux-x86_64-node20',
      medianTime: 0.002,
      madTime: expect.closeTo(0.0005, 12),
      percentiles: {
        5: sketchQuantile(merged, 0.05),
        25: sketchQuantile(merged, 0.25),
        75: sketchQuantile(merged, 0.75),
        95: sketchQuantile(merged, 0.95),
      },
      sampleCount: 7,
      runCount: 2,
      lastUpdated: day(4),
      confidenceInterval: medianInterval([0.001, 0.002], 0.95),
      version: '1',
      metadata: {
        method: 'fresh_processes',
        runId: 'run-4',
        commit: '0123456789abcdef',
        branch: 'main',
        firstRecordedAt: day(2),
        isAccepted: true,
      },
    });
  });

  it('weighs runs by the decay factors of the runs after them', () => {
    const estimates = [1, 1, 1, 2, 2];
    const with_ = (decayFactor: number) =>
      baselineFrom(withEstimates(...estimates).map((run) => ({ ...run, decayFactor })))?.medianTime;
    expect(with_(1)).toBe(1);
    expect(with_(0.5)).toBe(2);
    expect(with_(0)).toBe(2);
  });

  it('does not depend on the order that runs are given in', () => {
    const records = withEstimates(5, 3, 8, 1, 9, 4);
    fc.assert(
      fc.property(fc.shuffledSubarray(records, { minLength: records.length }), (shuffled) => {
        expect(baselineFrom(shuffled)).toEqual(baselineFrom(records));
      }),
    );
  });

  it('takes the method that is asked for', () => {
    const records = [runRecord(1, { method: 'samples', estimate: 3 }), runRecord(2, { estimate: 4 })];
    expect(baselineFrom(records)?.medianTime).toBe(4);
    expect(baselineFrom(records, 'samples')?.medianTime).toBe(3);
    expect(baselineFrom(records, 'in_process')).toBeNull();
  });

  it('takes the interval of a single run from its processes', () => {
    const locations = [0.0011, 0.0012, 0.0013, 0.0015, 0.002];
    const record = runRecord(1, { processes: locations.map((location) => processSummary({ location })) });
    expect(baselineFrom([record])?.confidenceInterval).toEqual(medianInterval(locations, 0.95));
  });

  it('takes the interval of a single process from its samples', () => {
    const samples = Array.from({ length: 101 }, (_, index) => 1 + index / 100);
    const record = runRecord(1, { processes: [processSummary({ location: 1.05, sketch: sketchOf(samples) })] });
    const [low, high] = baselineFrom([record])!.confidenceInterval;
    // Shares 0.05 ± 1.96 · √(0.05 · 0.95 / 101), that is 1.0075 and 1.0925, within the sketch's one percent.
    expect(low).toBeGreaterThan(0.997);
    expect(low).toBeLessThan(1.018);
    expect(high).toBeGreaterThan(1.081);
    expect(high).toBeLessThan(1.104);
  });

  it('has no wider an interval than its one sample', () => {
    const record = runRecord(1, { processes: [processSummary({ sketch: sketchOf([1]) })] });
    const [low, high] = baselineFrom([record])!.confidenceInterval;
    expect(low).toBe(high);
    expect(low).toBeCloseTo(1, 1);
  });

  it('counts all samples, and reads percentiles from sketches of the newest accuracy', () => {
    const coarse = processSummary({ sketch: sketchOf([5, 5], 0.05) });
    const fine = processSummary({ sketch: sketchOf([1, 1, 1], 0.01) });
    const baseline = baselineFrom([runRecord(1, { processes: [coarse] }), runRecord(2, { processes: [fine] })])!;
    expect(baseline.sampleCount).toBe(5);
    expect(baseline.percentiles[95]).toBeCloseTo(1, 1);
  });
});
