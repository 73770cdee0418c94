import { describe, expect, it } from 'vitest';
import { summarizeRun } from '../../../src/framework/suite/run-summary.ts';
import type {
  FailedTest,
  PerformanceComparisonResult,
  PerformanceTestResult,
  SkippedTest,
} from '../../../src/model/result.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { comparison, testResult, validation } from '../../report/fixtures.ts';

const result = (verdict: Verdict): PerformanceTestResult => testResult({ testName: verdict, verdict });

interface Run {
  readonly verdicts?: readonly Verdict[];
  readonly comparisons?: readonly PerformanceComparisonResult[];
  readonly failures?: readonly FailedTest[];
  readonly skipped?: readonly SkippedTest[];
  readonly interrupted?: boolean;
  readonly failOnInconclusive?: boolean;
  readonly gateChanges?: number;
  readonly failOnGateChange?: boolean;
  readonly mustMeasure?: boolean;
}

function summarize({ verdicts = [], comparisons = [], failures = [], skipped = [], ...rest }: Run) {
  const flags = { interrupted: false, failOnInconclusive: false, mustMeasure: true, ...rest };
  return summarizeRun({ results: verdicts.map(result), comparisons, failures, skipped, ...flags });
}

const compared = comparison({ statisticalSignificance: validation('regression') });
const failed: FailedTest = { testName: 'x', file: 'x.perf.ts', reason: 'threw', message: 'no', stack: null };
const skipped: SkippedTest = { testName: 'y', file: 'x.perf.ts', reason: 'skip', message: 'no' };
const others: readonly SkippedTest[] = [
  { ...skipped, reason: 'only' },
  { ...skipped, reason: 'todo' },
];

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
    const all = { verdicts, comparisons: [compared], failures: [failed, failed], skipped: [skipped, ...others] };
    expect(summarize(all)).toEqual({
      total: 13,
      passed: 2,
      regressions: 2,
      improvements: 1,
      inconclusive: 1,
      withoutBaseline: 1,
      incomparable: 1,
      failed: 2,
      skipped: 2,
      todo: 1,
      notStored: 0,
      gateChanges: 0,
      interrupted: false,
      exitCode: 2,
    });
  });

  it.each<[string, Run, number]>([
    ['nothing', {}, 0],
    ['what does no harm', { verdicts: ['pass', 'improvement', 'no_baseline', 'incomparable', 'inconclusive'] }, 0],
    ['a regression', { verdicts: ['pass', 'regression'] }, 1],
    ['what was skipped beside what was measured', { verdicts: ['pass'], skipped: [skipped] }, 0],
    ['nothing but what was skipped', { skipped: [skipped] }, 2],
    ['nothing but what is still to be written', { skipped: others.slice(1) }, 2],
    ['nothing but what was skipped, interrupted', { skipped: [skipped], interrupted: true }, 130],
    ['nothing but what was skipped, in a test runner', { skipped: [skipped], mustMeasure: false }, 0],
    ['a failure', { failures: [failed] }, 2],
    ['a failure beside a regression', { verdicts: ['regression'], failures: [failed] }, 2],
    ['an interruption, whatever else', { verdicts: ['regression'], failures: [failed], interrupted: true }, 130],
    ['an inconclusive test, where that is to fail', { verdicts: ['inconclusive'], failOnInconclusive: true }, 3],
    ['none, where that is to fail', { verdicts: ['pass'], failOnInconclusive: true }, 0],
    ['a weaker gate', { verdicts: ['pass'], gateChanges: 2 }, 0],
    ['a weaker gate, where that is to fail', { verdicts: ['pass'], gateChanges: 2, failOnGateChange: true }, 4],
    ['no weaker gate, where that is to fail', { verdicts: ['pass'], failOnGateChange: true }, 0],
    ['a regression beside a weaker gate', { verdicts: ['regression'], gateChanges: 1, failOnGateChange: true }, 1],
    [
      'a weaker gate before what is inconclusive',
      { verdicts: ['inconclusive'], gateChanges: 1, failOnGateChange: true, failOnInconclusive: true },
      4,
    ],
    ['a regression before that', { verdicts: ['inconclusive', 'regression'], failOnInconclusive: true }, 1],
  ])('exits after %s with the right code', (_after, run, exitCode) => {
    expect(summarize(run).exitCode).toBe(exitCode);
  });
});
