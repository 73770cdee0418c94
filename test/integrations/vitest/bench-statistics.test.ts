import { describe, expect, it } from 'vitest';
import { benchAnswer } from '../../../src/integrations/vitest/bench-statistics.ts';
import { testResult } from '../../report/fixtures.ts';

const samples = [0.004, 0.001, 0.002, 0.003];

describe('benchAnswer', () => {
  it('gives Vitest milliseconds per call and calls per second', () => {
    const { latency, throughput, ...rest } = benchAnswer('sort', { ...testResult({ testName: 'a' }), samples });
    expect(rest).toMatchObject({ name: 'sort', state: 'completed', period: latency.mean });
    expect(latency).toMatchObject({
      samplesCount: 4,
      min: 1,
      max: 4,
      mean: 2.5,
      p50: 2,
      p75: 3,
      p99: 4,
      df: 3,
      mad: 1,
    });
    expect(latency.variance).toBeCloseTo(5 / 3);
    expect(latency.sem).toBeCloseTo(Math.sqrt(5 / 12));
    expect(latency.rme).toBeCloseTo((100 * 1.96 * Math.sqrt(5 / 12)) / 2.5, 2);
    expect(latency.aad).toBeCloseTo(1);
    expect(throughput.max).toBeCloseTo(1000);
  });

  it('has figures for a single sample', () => {
    const { latency } = benchAnswer('sort', { ...testResult({ testName: 'a' }), samples: [0.001] });
    expect(latency).toMatchObject({ mean: 1, sd: 0, rme: 0, p999: 1 });
  });
});
