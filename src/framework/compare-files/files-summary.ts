import type { FilesReport, FilesSummary } from '../../model/compared-files.ts';
import type { Verdict } from '../../model/verdict.ts';
import { worstOf } from '../metrics/metric-results.ts';
import { exitCodeOf } from '../suite/run-summary.ts';

/** What is counted. */
export interface CountedFiles extends Pick<FilesReport, 'comparisons' | 'failures' | 'onlyInBase' | 'onlyInHead'> {
  readonly failOnInconclusive: boolean;
}

/** Counts the verdicts of a comparison of files, and derives its exit code: as of a run, and 2 where nothing was compared. */
export function summarizeFiles(outcome: CountedFiles): FilesSummary {
  const { comparisons, failures, onlyInBase, onlyInHead, failOnInconclusive } = outcome;
  const verdicts = comparisons.map(({ metrics }) => worstOf(metrics).validation.verdict);
  const count = (verdict: Verdict) => verdicts.filter((each) => each === verdict).length;
  const counts = {
    total: verdicts.length + failures.length,
    passed: count('pass'),
    regressions: count('regression'),
    improvements: count('improvement'),
    inconclusive: count('inconclusive'),
    incomparable: count('incomparable'),
    onlyInBase: onlyInBase.length,
    onlyInHead: onlyInHead.length,
    failed: failures.length,
  };
  const isIdle = counts.incomparable === verdicts.length;
  return { ...counts, exitCode: exitCodeOf({ ...counts, interrupted: false, isIdle }, { failOnInconclusive }) };
}
