import { describe, expect, it } from 'vitest';
import { ALLOCATED_BYTES, CPU_TIME, type Metric, TIME } from '../../../src/model/metric.ts';
import type { MetricResult } from '../../../src/model/metric-result.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { renderAcceptance } from '../../../src/report/terminal/render-run.ts';
import { canvasOf } from '../../../src/report/text/canvas.ts';
import { testResult } from '../fixtures.ts';

const canvas = canvasOf({ color: false, width: 100 });
const regression = (testName: string) =>
  testResult({ testName, verdict: 'regression', recording: { state: 'kept_as_regression' } });

describe('renderAcceptance', () => {
  it('says nothing without a regression', () => {
    expect(renderAcceptance([testResult({ testName: 'fine' })], canvas)).toEqual([]);
  });

  it('gives the command for the name of the baseline', () => {
    expect(renderAcceptance([{ ...regression('shown'), baselineKey: 'stored' }], canvas)).toEqual([
      'If the slow-down is intended, accept it as the new baseline:',
      '  evenkeel baseline accept "stored"',
    ]);
  });

  it('gives a command for each of several', () => {
    expect(renderAcceptance([regression('a > b'), regression('c')], canvas)).toEqual([
      'If a slow-down is intended, accept it as the new baseline:',
      '  evenkeel baseline accept "a > b"',
      '  evenkeel baseline accept "c"',
    ]);
  });

  const metricOf = (metric: Metric, verdict: Verdict): MetricResult => {
    const { validation, recording } = testResult({ testName: metric.name, verdict });
    return { ...metric, value: 1, evidence: 'processes', change: null, validation, recording };
  };

  it.each([
    [
      'the change of allocatedBytes',
      [
        [TIME, 'pass'],
        [ALLOCATED_BYTES, 'regression'],
      ],
    ],
    ['the change of rows', [[{ ...ALLOCATED_BYTES, name: 'rows', unit: 'rows' }, 'regression']]],
    [
      'the change of time and allocatedBytes',
      [
        [TIME, 'regression'],
        [ALLOCATED_BYTES, 'regression'],
      ],
    ],
    [
      'the slow-down',
      [
        [TIME, 'regression'],
        [ALLOCATED_BYTES, 'pass'],
      ],
    ],
    [
      'the slow-down',
      [
        [TIME, 'pass'],
        [CPU_TIME, 'regression'],
      ],
    ],
  ] as const)('speaks of %s where that is what got worse', (what, metrics) => {
    const result = { ...regression('a'), metrics: metrics.map(([metric, verdict]) => metricOf(metric, verdict)) };
    expect(renderAcceptance([result], canvas)[0]).toBe(`If ${what} is intended, accept it as the new baseline:`);
    const [several] = renderAcceptance([result, regression('b')], canvas);
    expect(several).toBe(
      `If ${what === 'the slow-down' ? 'a slow-down' : 'a change'} is intended, accept it as the new baseline:`,
    );
  });

  it('says that a run has to be recorded first', () => {
    const unrecorded = { ...regression('a'), recording: { state: 'not_recorded', reason: 'a pull request' } } as const;
    expect(renderAcceptance([unrecorded], canvas)[0]).toBe(
      'If the slow-down is intended, accept it as the new baseline, after a run that records baselines:',
    );
  });

  it.each([
    ['costs $5', "'costs $5'"],
    ['say "hi"', `'say "hi"'`],
    ['wow!', "'wow!'"],
    ["it's `$x`", "'it'\\''s `$x`'"],
    ["it's", `"it's"`],
  ])('quotes %j for a shell as %s', (name, quoted) => {
    expect(renderAcceptance([regression(name)], canvas)[1]).toBe(`  evenkeel baseline accept ${quoted}`);
  });
});
