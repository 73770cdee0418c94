import type { CompareReport, CompareSummary } from '../../model/revisions.ts';
import type { Verdict } from '../../model/verdict.ts';
import { exitCodeOf } from '../suite/summary.ts';

/** What is counted. */
export interface CompareOutcome
  extends Pick<CompareReport, 'comparisons' | 'onlyInBase' | 'onlyInHead' | 'skipped' | 'failures'> {
  readonly interrupted: boolean;
  /** Whether an inconclusive test fails the comparison. */
  readonly failOnInconclusive: boolean;
}

/** Counts the verdicts of a comparison of revisions, and derives its exit code. */
export function summarizeComparison(outcome: CompareOutcome): CompareSummary {
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
    interrupted,
  };
  // Nothing was compared, because the files leave everything out.
  const isIdle = counts.total === 0 && outcome.skipped.some(({ mark }) => mark !== undefined);
  return { ...counts, exitCode: exitCodeOf({ ...counts, isIdle }, outcome.failOnInconclusive) };
}
