import type { PerformanceConfigFields } from '../config/fields.ts';
import { adviceOnConditions } from '../environment/condition-advice.ts';
import { accepted } from '../judge/history/acceptance.ts';
import type { Judgement } from '../judge/history/case.ts';
import type { EnvironmentContext } from '../model/environment.ts';
import type { VerdictEvidence } from '../model/evidence.ts';
import type { MeasurementMethod, ProcessMeasurement } from '../model/measurement.ts';
import type { PerformanceTestResult, Recording } from '../model/result.ts';
import { summarize } from '../statistics/core/summarize.ts';
import { contextOf } from './resources.ts';

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

function notStored(recording: Recording): readonly string[] {
  if (recording.state !== 'failed') return [];
  return [`This run could not be stored, so later ones will not be held against it: ${recording.reason}`];
}
