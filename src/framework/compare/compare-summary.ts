import type { CompareReport, CompareSummary, RevisionMetric } from '../../model/revisions.ts';
import type { Verdict } from '../../model/verdict.ts';
import { worstOf } from '../metrics/metric-results.ts';
import { exitCodeOf } from '../suite/run-summary.ts';

/** What is counted. */
export interface CountedComparison
  extends Pick<
    CompareReport,
    'comparisons' | 'metrics' | 'onlyInBase' | 'onlyInHead' | 'skipped' | 'failures' | 'gateChanges'
  > {
  readonly interrupted: boolean;
  /** Whether an inconclusive test fails the comparison. */
  readonly failOnInconclusive: boolean;
  /** Whether a change that weakened the gate does. */
  readonly failOnGateChange: boolean;
  /** Whether a comparison of nothing fails. Default: yes. */
  readonly mustCompare?: boolean;
}

/**
 * Counts the verdicts of a comparison of revisions, and derives its exit code: as for a run, and 2 as well where the base
 * cannot run a test that it has, or where nothing was compared. 0 is only for what was compared and held.
 */
export function summarizeComparison(outcome: CountedComparison): CompareSummary {
  const { failures, interrupted } = outcome;
  const tests = verdictsByTest(outcome);
  const count = (verdict: Verdict) => tests.filter((each) => each === verdict).length;
  const counts = {
    total: tests.length + failures.length,
    passed: count('pass'),
    regressions: count('regression'),
    improvements: count('improvement'),
    inconclusive: count('inconclusive'),
    incomparable: count('incomparable'),
    onlyInBase: outcome.onlyInBase.length,
    onlyInHead: outcome.onlyInHead.length,
    skipped: outcome.skipped.length,
    failed: failures.length,
    gateChanges: outcome.gateChanges.length,
    interrupted,
  };
  return { ...counts, exitCode: exitCodeOfComparison(counts, outcome) };
}

// What the base cannot run leaves a gap; a regression beside it is one all the same. Nothing compared is not a pass.
function exitCodeOfComparison(counts: Omit<CompareSummary, 'exitCode'>, outcome: CountedComparison): number {
  const ofBase = outcome.failures.filter(({ reason }) => reason === 'base_failed').length;
  const code = exitCodeOf({ ...counts, failed: counts.failed - ofBase }, outcome);
  if (code === 130 || code === 2 || code === 1) return code;
  const { mustCompare = true } = outcome;
  return ofBase > 0 || (mustCompare && isNothingCompared(outcome)) ? 2 : code;
}

type Judged = Pick<CountedComparison, 'comparisons' | 'metrics'>;

/** Of each test the verdict on what needs attention most: its time, or another metric. */
export function verdictsByTest({ comparisons, metrics }: Judged): readonly Verdict[] {
  const byTest = new Map<string, Pick<RevisionMetric, 'validation'>[]>();
  for (const judged of [...comparisons, ...metrics]) {
    const test = JSON.stringify([judged.file, judged.testName]);
    byTest.set(test, [...(byTest.get(test) ?? []), judged]);
  }
  return [...byTest.values()].map((all) => worstOf(all).validation.verdict);
}

/** Whether not a single figure says anything of the difference between the revisions. */
export function isNothingCompared({ comparisons, metrics }: Judged): boolean {
  return [...comparisons, ...metrics].every(({ validation }) => validation.verdict === 'incomparable');
}
