import type { PerformanceConfigFields } from '../../config/fields.ts';
import type { ProcessEvidence } from '../../judge/evidence.ts';
import type { Judgement } from '../../judge/history/case.ts';
import { judgeAgainstHistory } from '../../judge/history/judge-history.ts';
import { adviceOnMeasurement } from '../../judge/measurement-advice.ts';
import { fallbacksIn, setApart } from '../../judge/stand-ins.ts';
import { locationOf } from '../../measure/location.ts';
import type { MeasurementMethod, ProcessMeasurement } from '../../model/measurement.ts';
import type { TestPlan } from '../../model/suite.ts';
import { median } from '../../statistics/core/median.ts';
import type { StoredHistory } from '../store/history.ts';

/** A measured test, and by what rules to judge it. */
export interface JudgeRequest {
  readonly method: MeasurementMethod;
  readonly plan: Pick<TestPlan, 'thresholdFactor' | 'tolerancePercent' | 'statisticalMethod'>;
  readonly config: Pick<PerformanceConfigFields, 'confidenceLevel' | 'performanceOverheadLimit'>;
  /** The measurements of this run: one, and a second where the first needed confirmation. */
  readonly looks: readonly (readonly ProcessMeasurement[])[];
}

/**
 * Judges a measured test against what the store knew of it before it was measured: so that no measurement is lost, or
 * judged by less, where the store cannot be read any more by then.
 */
export function judgeTest(stored: StoredHistory, request: JudgeRequest): Judgement {
  const { method, plan, config, looks } = request;
  const fallbacks = fallbacksIn(looks.flat());
  const judgement = judgeAgainstHistory({
    history: fallbacks.length > 0 ? [] : stored.runs,
    incomparable: stored.incomparable,
    isUnread: stored.isUnread,
    looks: looks.map((processes) => processes.map(evidenceOf)),
    method,
    thresholdFactor: plan.thresholdFactor,
    tolerancePercent: plan.tolerancePercent,
    statisticalMethod: plan.statisticalMethod,
    confidenceLevel: config.confidenceLevel,
  });
  const warnings = [
    ...judgement.validation.warnings,
    ...adviceOnMeasurement(looks.flat(), config.performanceOverheadLimit),
  ];
  const warned = { ...judgement, validation: { ...judgement.validation, warnings } };
  return setApart(warned, fallbacks);
}

function evidenceOf(process: ProcessMeasurement): ProcessEvidence {
  const { location, cpuTime, control, controlCpuTime, interruptions, samples } = process;
  const own = { location, cpuTime, controlCpuTime, interruptions, samples: samples.length };
  if (control.length === 0) return { ...own, control: null };
  const lowEnd = locationOf(control);
  return { ...own, control: lowEnd, controlJitter: Math.log(median(control) / lowEnd) };
}
