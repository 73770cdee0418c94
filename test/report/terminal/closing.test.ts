import { describe, expect, it } from 'vitest';
import type { Recording } from '../../../src/model/recording.ts';
import type { RunSummary } from '../../../src/model/result.ts';
import { renderCircumstances, renderSummary } from '../../../src/report/terminal/closing.ts';
import { canvasOf } from '../../../src/report/text/canvas.ts';
import { byHistory, byPairs, environment, report, testResult } from '../fixtures.ts';

const canvas = canvasOf({ color: false, width: 200 });
const nothing: RunSummary = {
  total: 0,
  passed: 0,
  regressions: 0,
  improvements: 0,
  inconclusive: 0,
  withoutBaseline: 0,
  incomparable: 0,
  failed: 0,
  skipped: 0,
  todo: 0,
  notStored: 0,
  gateChanges: 0,
  interrupted: false,
  exitCode: 0,
};

describe('renderSummary', () => {
  it.each<[Partial<RunSummary>, string]>([
    [{}, '0 tests in 23.1 s'],
    [{ total: 1, passed: 1 }, '1 test: 1 passed in 23.1 s'],
    [
      { total: 12, passed: 10, regressions: 1, withoutBaseline: 1 },
      '12 tests: 10 passed, 1 regression, 1 without baseline in 23.1 s',
    ],
    [
      { total: 9, regressions: 2, improvements: 2, inconclusive: 2, incomparable: 1, failed: 2 },
      '9 tests: 2 regressions, 2 failed, 2 improvements, 2 inconclusive, 1 incomparable in 23.1 s',
    ],
    [
      { total: 3, passed: 1, improvements: 1, interrupted: true },
      '3 tests: 1 passed, 1 improvement in 23.1 s, interrupted',
    ],
  ])('of %j', (counts, expected) => {
    const run = { ...report, duration: 23.14, summary: { ...nothing, ...counts } };
    expect(renderSummary(run, canvas)).toEqual([expected]);
  });
});

describe('renderCircumstances', () => {
  const ran = (...recordings: Recording[]): string | undefined => {
    const results = recordings.map((recording, index) => testResult({ testName: `t${index}`, recording }));
    return renderCircumstances({ ...report, results }, canvas)[1];
  };
  const pullRequest: Recording = {
    state: 'not_recorded',
    reason: 'pull requests read baselines and do not write them',
  };

  it('says what became of the results, a reason once', () => {
    expect(ran()).toBeUndefined();
    expect(ran({ state: 'recorded' }, { state: 'recorded' })).toBe('Baselines: recorded');
    expect(ran(pullRequest, pullRequest)).toBe(
      'Baselines: not recorded (pull requests read baselines and do not write them)',
    );
    expect(
      ran({ state: 'recorded' }, { state: 'accepted' }, { state: 'kept_as_regression' }, { state: 'recorded' }),
    ).toBe('Baselines: 2 recorded; 1 accepted as the new baseline; 1 kept aside as a regression');
  });

  it('says how many tests pairs decided about, and against what', () => {
    const other = { ref: 'abcdef123', commit: 'abcdef123', isMergeBase: false };
    const by = [byPairs(), byHistory, byPairs({ base: other }), byPairs()];
    const results = by.map((evidence, i) => testResult({ testName: `t${i}`, evidence }));
    const [line] = renderCircumstances({ ...report, results }, canvas);
    expect(line).toBe('Pairs ⇄: 2 suspects against main (1a2b3c4); 1 suspect against abcdef1');
    const [none] = renderCircumstances({ ...report, results: [testResult({ testName: 'one' })] }, canvas);
    expect(none).toMatch(/^Measured on /);
  });

  it.each([
    [{}, 'CI: github_actions, branch main, commit 9f2c4e8'],
    [{ isCI: false, branch: null, commit: null }, 'not CI'],
    [{ isPullRequest: true, branch: 'fix' }, 'CI: github_actions, pull request, branch fix, commit 9f2c4e8'],
    [{ isPullRequest: true, pullRequest: 42, branch: null, commit: null }, 'CI: github_actions, pull request 42'],
  ])('says where it was measured: %j', (parts, expected) => {
    const ciEnvironment = { ...environment.ciEnvironment, ...parts };
    const run = { ...report, environment: { ...environment, ciEnvironment } };
    expect(renderCircumstances(run, canvas)).toContain(`Measured on ${environment.environmentKey} (${expected})`);
  });
});
