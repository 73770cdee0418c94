import type { CompareReport, CompareSummary } from '../../model/revisions.ts';
import type { Verdict } from '../../model/verdict.ts';
import { exitCodeOf } from '../suite/run-summary.ts';

/** What is counted. */
export interface CountedComparison
  extends Pick<CompareReport, 'comparisons' | 'onlyInBase' | 'onlyInHead' | 'skipped' | 'failures' | 'gateChanges'> {
  readonly interrupted: boolean;
  /** Whether an inconclusive test fails the comparison. */
  readonly failOnInconclusive: boolean;
  /** Whether a change that weakened the gate does. */
  readonly failOnGateChange: boolean;
}

/**
 * Counts the verdicts of a comparison of revisions, and derives its exit code: as for a run, and 2 as well where the base
 * cannot run a test that it has, or where nothing was compared. 0 is only for what was compared and held.
 */
export function summarizeComparison(outcome: CountedComparison): CompareSummary {
  const { comparisons, failures, interrupted } = outcome;
  const count = (verdict: Verdict) => comparisons.filter(({ validation }) => validation.verdict === verdict).length;
  const counts = {
    total: comparisons.length + failures.length,
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
  return ofBase > 0 || isNothingCompared(outcome) ? 2 : code;
}

/** Whether not a single test says anything of the difference between the revisions. */
export function isNothingCompared({ comparisons }: Pick<CountedComparison, 'comparisons'>): boolean {
  return comparisons.every(({ validation }) => validation.verdict === 'incomparable');
}
