import { adviceOn } from '../judge/advice.ts';
import { judgeComparison } from '../judge/comparison.ts';
import type { ProcessMeasurement } from '../model/measurement.ts';
import type { PerformanceComparisonResult } from '../model/result.ts';
import { summarize } from '../statistics/summarize.ts';
import { fallbacksIn, setComparisonApart } from './fallbacks.ts';

/** What a comparison is put together from. */
export interface ComparisonParts {
  readonly testName: string;
  readonly baselineName: string;
  readonly candidateName: string;
  readonly file: string | null;
  readonly baseline: readonly ProcessMeasurement[];
  readonly candidate: readonly ProcessMeasurement[];
  /** ln(candidate ÷ baseline), a block each. */
  readonly logRatios: readonly number[];
  readonly maxOverheadPercent: number;
  readonly confidenceLevel: number;
  /** What to add to the advice. */
  readonly caveat: string | null;
}

/** Judges a comparison and puts its result together. */
export function comparisonResult(parts: ComparisonParts): PerformanceComparisonResult {
  const { testName, baselineName, candidateName, file, maxOverheadPercent, logRatios, confidenceLevel } = parts;
  const fallbacks = fallbacksIn([...parts.baseline, ...parts.candidate]);
  const judged = judgeComparison({ logRatios, maxOverheadPercent, confidenceLevel });
  const { validation, ...judgement } = setComparisonApart(judged, fallbacks);
  const warnings = [...validation.warnings, ...new Set([...adviceOn(parts.baseline), ...adviceOn(parts.candidate)])];
  return {
    testName,
    baselineName,
    candidateName,
    file,
    baselineStats: summarize(parts.baseline.flatMap(({ samples }) => samples)),
    candidateStats: summarize(parts.candidate.flatMap(({ samples }) => samples)),
    maxOverheadPercent,
    ...judgement,
    statisticalSignificance: { ...validation, warnings },
    recommendation: [validation.message, parts.caveat].filter((sentence) => sentence !== null).join(' '),
  };
}

/** ln(candidate ÷ baseline) of each pair of processes. */
export function logRatiosOfPairs(
  baseline: readonly ProcessMeasurement[],
  candidate: readonly ProcessMeasurement[],
): readonly number[] {
  return candidate.map(({ location }, i) => Math.log(location / baseline[i]!.location));
}
