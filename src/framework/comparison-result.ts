import type { PerformanceConfigFields } from '../config/fields.ts';
import { adviceOn } from '../judge/advice.ts';
import type { ComparisonJudgement } from '../judge/functions/comparison.ts';
import { explainBias } from '../judge/functions/messages.ts';
import { fallbacksIn, setComparisonApart } from '../judge/stand-ins.ts';
import type { ProcessMeasurement } from '../model/measurement.ts';
import type { InProcessBias, PerformanceComparisonResult } from '../model/result.ts';
import type { Change } from '../model/verdict.ts';
import { summarize } from '../statistics/core/summarize.ts';

/** What a comparison is put together from. */
export interface ComparisonParts {
  readonly testName: string;
  readonly baselineName: string;
  readonly candidateName: string;
  readonly file: string | null;
  readonly baseline: readonly ProcessMeasurement[];
  readonly candidate: readonly ProcessMeasurement[];
  readonly maxOverheadPercent: number;
  readonly judgement: ComparisonJudgement;
  /** What one process makes of no difference at all; null where each side had processes of its own. */
  readonly inProcessBias: InProcessBias | null;
  /** What a side makes of no difference where the sides took turns; null where they did not. */
  readonly control: Change | null;
  readonly config: Pick<PerformanceConfigFields, 'outlierDetectionMethod' | 'performanceOverheadLimit'>;
}

/** Puts the result of a judged comparison together. */
export function comparisonResult(parts: ComparisonParts): PerformanceComparisonResult {
  const { testName, baselineName, candidateName, file, baseline, candidate, maxOverheadPercent } = parts;
  const { inProcessBias, control } = parts;
  const { validation, ...judgement } = setComparisonApart(parts.judgement, fallbacksIn([...baseline, ...candidate]));
  const { performanceOverheadLimit, outlierDetectionMethod: outlierMethod } = parts.config;
  const advise = (side: readonly ProcessMeasurement[]) => adviceOn(side, performanceOverheadLimit);
  const warnings = [...validation.warnings, ...new Set([baseline, candidate].flatMap(advise))];
  return {
    testName,
    baselineName,
    candidateName,
    file,
    baselineStats: summarize(samplesOf(baseline), { outlierMethod }),
    candidateStats: summarize(samplesOf(candidate), { outlierMethod }),
    maxOverheadPercent,
    ...judgement,
    statisticalSignificance: { ...validation, warnings },
    recommendation: inProcessBias ? `${validation.message} ${explainBias(inProcessBias)}` : validation.message,
    ...(inProcessBias && { inProcessBias }),
    ...(control && { control }),
  };
}

function samplesOf(processes: readonly ProcessMeasurement[]): readonly number[] {
  return processes.flatMap(({ samples }) => samples);
}
