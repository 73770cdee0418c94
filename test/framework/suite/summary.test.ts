import { describe, expect, it } from 'vitest';
import { summarizeRun } from '../../../src/framework/suite/summary.ts';
import type { FailedTest, PerformanceComparisonResult, PerformanceTestResult } from '../../../src/model/result.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { comparison, testResult, validation } from '../../report/fixtures.ts';

const result = (verdict: Verdict): PerformanceTestResult => testResult({ testName: verdict, verdict });

interface Run {
  readonly verdicts?: readonly Verdict[];
  readonly comparisons?: readonly PerformanceComparisonResult[];
  readonly failures?: readonly FailedTest[];
  readonly interrupted?: boolean;
  readonly failOnInconclusive?: boolean;
}

function summarize({ verdicts = [], comparisons = [], failures = [], ...rest }: Run) {
  const flags = { interrupted: false, failOnInconclusive: false, ...rest };
  return summarizeRun({ results: verdicts.map(result), comparisons, failures, ...flags });
}

const compared = comparison({ statisticalSignificance: validation('regression') });
const failed: FailedTest = { testName: 'x', file: 'x.perf.ts', reason: 'threw', message: 'no', stack: null };

describe('summarizeRun', () => {
  it('counts every verdict, of tests and comparisons', () => {
    const verdicts: readonly Verdict[] = [
      'pass',
      'pass',
      'regression',
      'improvement',
      'inconclusive',
      'no_baseline',
      'incomparable',
    ];
    expect(summarize({ verdicts, comparisons: [compared], failures: [failed, failed] })).toEqual({
      total: 10,
      passed: 2,
      regressions: 2,
      improvements: 1,
      inconclusive: 1,
      withoutBaseline: 1,
      incomparable: 1,
      failed: 2,
      notStored: 0,
      interrupted: false,
      exitCode: 2,
    });
  });

  it.each<[string, Run, number]>([
    ['nothing', {}, 0],
    ['what does no harm', { verdicts: ['pass', 'improvement', 'no_baseline', 'incomparable', 'inconclusive'] }, 0],
    ['a regression', { verdicts: ['pass', 'regression'] }, 1],
    ['a failure', { failures: [failed] }, 2],
    ['a failure beside a regression', { verdicts: ['regression'], failures: [failed] }, 2],
    ['an interruption, whatever else', { verdicts: ['regression'], failures: [failed], interrupted: true }, 130],
    ['an inconclusive test, where that is to fail', { verdicts: ['inconclusive'], failOnInconclusive: true }, 3],
    ['none, where that is to fail', { verdicts: ['pass'], failOnInconclusive: true }, 0],
    ['a regression before that', { verdicts: ['inconclusive', 'regression'], failOnInconclusive: true }, 1],
  ])('exits after %s with the right code', (_after, run, exitCode) => {
    expect(summarize(run).exitCode).toBe(exitCode);
  });
});
