import type { PerformanceConfigFields } from '../../config/fields.ts';
import { adviceOnConditions } from '../../environment/condition-advice.ts';
import type { ComparisonJudgement } from '../../judge/functions/comparison.ts';
import { explainBias } from '../../judge/functions/messages.ts';
import type { Judgement } from '../../judge/history/case.ts';
import { accepted } from '../../judge/history/messages.ts';
import { adviceOnMeasurement } from '../../judge/measurement-advice.ts';
import { fallbacksIn, setComparisonApart } from '../../judge/stand-ins.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import type { VerdictEvidence } from '../../model/evidence.ts';
import type { MeasurementMethod, ProcessMeasurement } from '../../model/measurement.ts';
import type { Recording } from '../../model/recording.ts';
import type { InProcessBias, PerformanceComparisonResult, PerformanceTestResult } from '../../model/result.ts';
import type { Change } from '../../model/verdict.ts';
import { summarize } from '../../statistics/core/summarize.ts';
import { contextOf } from './watched-resources.ts';

/** What a result is put together from. */
export interface ResultParts {
  readonly testName: string;
  readonly baselineKey: string;
  readonly file: string | null;
  readonly method: MeasurementMethod;
  readonly processes: readonly ProcessMeasurement[];
  readonly judgement: Judgement;
  /** What decided. Default: past runs. */
  readonly evidence?: VerdictEvidence;
  readonly recording: Recording;
  readonly context: EnvironmentContext;
  readonly timestamp: string;
  readonly config: Pick<PerformanceConfigFields, 'outlierDetectionMethod'>;
}

/** Puts a result together. */
export function testResult(parts: ResultParts): PerformanceTestResult {
  const { judgement, evidence = BY_HISTORY, recording, processes, context, config, ...rest } = parts;
  const samples = processes.flatMap((process) => process.samples);
  const validation = recording.state === 'accepted' ? accepted(judgement) : judgement.validation;
  return {
    ...rest,
    samples,
    statistics: summarize(samples, { outlierMethod: config.outlierDetectionMethod }),
    estimate: judgement.estimate,
    change: judgement.change,
    validation: {
      ...validation,
      warnings: [...validation.warnings, ...adviceOnConditions(context.runtimeConditions), ...notStored(recording)],
    },
    environmentContext: contextOf(context, processes),
    thresholds: judgement.thresholds,
    views: judgement.views,
    evidence,
    processes,
    recording,
  };
}

const BY_HISTORY: VerdictEvidence = { decidedBy: 'history', suspicions: [], withoutPairs: null };

/** A result of which only afterwards something became in the store. @param before what had become of it. */
export function withNotStored(result: PerformanceTestResult, before: Recording): PerformanceTestResult {
  if (before.state === 'failed') return result;
  const { validation, recording } = result;
  return { ...result, validation: { ...validation, warnings: [...validation.warnings, ...notStored(recording)] } };
}

function notStored(recording: Recording): readonly string[] {
  if (recording.state !== 'failed') return [];
  return [`This run could not be stored, so later ones will not be held against it: ${recording.reason}`];
}

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
  const advise = (side: readonly ProcessMeasurement[]) => adviceOnMeasurement(side, performanceOverheadLimit);
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
