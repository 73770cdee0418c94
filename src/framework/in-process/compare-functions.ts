import { measureInterleaved } from '../../measure/interleave.ts';
import type { PerformanceComparisonResult } from '../../model/result.ts';
import type { TestPlan } from '../../model/suite.ts';
import { comparisonResult } from '../comparison-result.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** Two functions to compare here and now. */
export interface InProcessComparison {
  readonly testName: string;
  readonly baselineName: string;
  readonly candidateName: string;
  readonly baseline: () => unknown;
  readonly candidate: () => unknown;
  readonly plan: TestPlan;
  readonly confidenceLevel: number;
}

const CAVEAT =
  'Both functions ran in one process, where order and inlining alone can make two copies of one function differ by up ' +
  'to 20 %; perf.compare in a performance file measures each in fresh processes.';

/** Compares two functions in this process, in interleaved blocks of changing order. */
export async function compareInProcess(comparison: InProcessComparison): Promise<PerformanceComparisonResult> {
  const { testName, baselineName, candidateName, plan, confidenceLevel } = comparison;
  const subjectOf = (fn: () => unknown) => ({ fn, context: undefined, beforeEach: null });
  const measured = await oneAtATime(() =>
    measureInterleaved(subjectOf(comparison.baseline), subjectOf(comparison.candidate), plan),
  );
  return comparisonResult({
    testName,
    baselineName,
    candidateName,
    file: null,
    baseline: [measured.baseline],
    candidate: [measured.candidate],
    logRatios: measured.logRatios,
    maxOverheadPercent: plan.maxOverheadPercent,
    confidenceLevel,
    caveat: CAVEAT,
  });
}
