import { describe, expect, it } from 'vitest';
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
