import type { PerformanceConfig } from '../../config/performance-config.ts';
import { judgeInProcess } from '../../judge/comparison-in-process.ts';
import { measureInterleaved } from '../../measure/interleave.ts';
import type { PerformanceComparisonResult } from '../../model/result.ts';
import type { TestPlan } from '../../model/suite.ts';
import { comparisonResult } from '../comparison-result.ts';
import { watched } from '../resources.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** Two functions to compare here and now. */
export interface InProcessComparison {
  readonly testName: string;
  readonly baselineName: string;
  readonly candidateName: string;
  readonly baseline: () => unknown;
  readonly candidate: () => unknown;
  readonly plan: TestPlan;
  readonly config: PerformanceConfig;
}

/**
 * Compares two functions in this process, in interleaved blocks of changing order. The limit is widened by what the
 * process makes of no difference at all.
 */
export async function compareInProcess(comparison: InProcessComparison): Promise<PerformanceComparisonResult> {
  const { testName, baselineName, candidateName, plan, config } = comparison;
  const { maxOverheadPercent } = plan;
  const subjectOf = (fn: () => unknown) => ({ fn, context: undefined, beforeEach: null });
  const { measured, resources } = await oneAtATime(() =>
    watched(() => measureInterleaved(subjectOf(comparison.baseline), subjectOf(comparison.candidate), plan)),
  );
  const { baseline, candidate, ...ratios } = measured;
  const { inProcessBias, ...judgement } = judgeInProcess({
    ...ratios,
    maxOverheadPercent,
    confidenceLevel: config.confidenceLevel,
  });
  return comparisonResult({
    testName,
    baselineName,
    candidateName,
    file: null,
    baseline: [{ ...baseline, resources }],
    candidate: [{ ...candidate, resources }],
    maxOverheadPercent,
    judgement,
    inProcessBias,
    config,
  });
}
