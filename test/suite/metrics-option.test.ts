import { describe, expect, it } from 'vitest';
import { readMetrics } from '../../src/cli/options.ts';
import { problemWith } from '../../src/config/fields.ts';
import { PerformanceConfig } from '../../src/config/performance-config.ts';
import { planTest } from '../../src/config/plan.ts';
import { readVariables } from '../../src/config/variables.ts';
import { WEAKER_LIMIT } from '../../src/framework/gate/gate-of.ts';
import { scatterOf } from '../../src/framework/metrics/figures.ts';
import { checkAnswer } from '../../src/measure/processes/answers.ts';
import type { MetricsRequest } from '../../src/measure/processes/protocol.ts';
import { checkOptions, refuseMetrics } from '../../src/suite/options.ts';

describe('the option metrics', () => {
  it('asks what a misspelt name was meant to be, in a test, the configuration and on the command line', () => {
    const question = /did you mean 'allocatedBytes'\?/;
    expect(() => checkOptions({ metrics: ['time', 'alocatedBytes'] }, 'perf("a")')).toThrow(question);
    expect(problemWith('metrics', ['alocatedBytes'])).toMatch(question);
    expect(() => readMetrics('time,alocatedBytes')).toThrow(question);
    expect(() => checkOptions({ metrics: ['time', 'time'] }, 'perf("a")')).toThrow(/each once/);
    expect(() => checkOptions({ metrics: 'time' }, 'perf("a")')).toThrow(/a list of metrics/);
  });

  it('is what the run asks for, then the test, then the configuration; time always is', () => {
    const config = new PerformanceConfig({ metrics: ['gcCount'] });
    const plan = (kind: 'test' | 'comparison', options: object, overrides: object = {}) =>
      planTest({ kind, name: 'a', options }, config, { isCI: false, overrides }).metrics;
    expect(plan('test', {})).toEqual(['time', 'gcCount']);
    expect(plan('test', { metrics: ['allocatedBytes'] })).toEqual(['time', 'allocatedBytes']);
    expect(plan('test', { metrics: ['allocatedBytes'] }, { metrics: ['cpuTime'] })).toEqual(['time', 'cpuTime']);
    expect(plan('comparison', {})).toEqual(['time']);
  });

  it('is a list with commas in a variable', () => {
    expect(readVariables({ EVENKEEL_METRICS: 'time, allocatedBytes' }).fields.metrics).toEqual([
      'time',
      'allocatedBytes',
    ]);
  });

  it('is refused where only time can be measured', () => {
    expect(() => refuseMetrics({ metrics: ['allocatedBytes'] }, 'runPerformanceTest("a")')).toThrow(
      /allocatedBytes cannot be measured in this process/,
    );
    expect(() => refuseMetrics({ metrics: ['time'] }, 'runPerformanceTest("a")')).not.toThrow();
  });

  it('makes a weaker gate where a metric is gone, and not where one is added', () => {
    const isWeaker = WEAKER_LIMIT.metrics!;
    expect(isWeaker('time,allocatedBytes', 'time')).toBe(true);
    expect(isWeaker('time', 'time,allocatedBytes')).toBe(false);
  });
});

describe('an answer about metrics', () => {
  const request: MetricsRequest = {
    kind: 'metrics',
    load: { file: '/a.perf.mjs', loader: 'node', cacheDirectory: null },
    testName: 'a',
    side: 'candidate',
    metrics: ['allocatedBytes'],
    options: { warmupIterations: 1, maxDuration: 1 },
  };
  const check = (figures: unknown) =>
    checkAnswer({ response: { kind: 'metrics', figures }, replaced: [] }, { request, elapsed: 1 });

  it('holds where it is of what was asked for', () => {
    expect(check([{ metric: 'allocatedBytes', samples: [16, 16] }]).kind).toBe('holds');
  });

  it.each([
    ['of another metric', [{ metric: 'cpuTime', samples: [0.1] }]],
    ['of nothing', []],
    ['without a figure', [{ metric: 'allocatedBytes', samples: [] }]],
    ['below 0', [{ metric: 'allocatedBytes', samples: [-1] }]],
    ['no number', [{ metric: 'allocatedBytes', samples: [Number.NaN] }]],
  ])('is refused where it is %s', (_, figures) => {
    expect(check(figures).kind).toBe('invalid');
  });
});

describe('scatterOf', () => {
  it('is nothing where processes agree, and grows with what they differ by', () => {
    expect(scatterOf([[8, 8, 8], [8]])).toBe(0);
    const one = scatterOf([[100, 101, 102]]);
    expect(one).toBeGreaterThan(0.005);
    expect(one).toBeLessThan(0.01);
    expect(scatterOf([[100, 110, 120]])).toBeGreaterThan(5 * one);
  });
});
