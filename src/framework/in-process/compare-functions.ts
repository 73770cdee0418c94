import type { PerformanceConfig } from '../../config/performance-config.ts';
import { judgeInProcess } from '../../judge/functions/in-process.ts';
import { measureInterleaved } from '../../measure/interleave.ts';
import { subjectOf } from '../../measure/subject.ts';
import type { PerformanceComparisonResult } from '../../model/result.ts';
import type { TestPlan } from '../../model/suite.ts';
import { comparisonResult } from '../result/results.ts';
import { watched } from '../result/watched-resources.ts';
import type { FrameworkSession } from './framework-session.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** Two functions to compare here and now. */
export interface InProcessComparison {
  readonly testName: string;
  readonly baselineName: string;
  readonly candidateName: string;
  readonly baseline: () => unknown;
  readonly candidate: () => unknown;
  readonly plan: TestPlan;
}

/**
 * Compares two functions in this process, in interleaved blocks of changing order. The limit is widened by what the
 * process makes of no difference at all.
 */
export function compareInProcess(
  session: Pick<FrameworkSession, 'config' | 'logger'>,
  comparison: InProcessComparison,
): Promise<PerformanceComparisonResult> {
  // What is judged and logged takes time that is not another test's.
  return oneAtATime(async () => {
    session.logger?.logTestStart(comparison.testName, { ...comparison.plan });
    const result = await compare(session.config, comparison);
    session.logger?.logComparisonResult?.(result);
    return result;
  });
}

async function compare(config: PerformanceConfig, comparison: InProcessComparison) {
  const { testName, baselineName, candidateName, plan } = comparison;
  const { maxOverheadPercent } = plan;
  const { measured, resources } = await watched(() =>
    measureInterleaved(subjectOf(comparison.baseline), subjectOf(comparison.candidate), plan),
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
    control: null,
    config,
  });
}
