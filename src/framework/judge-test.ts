import type { BaselineStore } from '../baselines/store.ts';
import type { PerformanceConfigFields } from '../config/fields.ts';
import { adviceOn } from '../judge/advice.ts';
import type { Judgement, ProcessEvidence } from '../judge/case.ts';
import { judgeAgainstHistory } from '../judge/history.ts';
import { locationOf } from '../measure/location.ts';
import type { MeasurementMethod, ProcessMeasurement } from '../model/measurement.ts';
import type { TestPlan } from '../model/suite.ts';
import { fallbacksIn, setApart } from './fallbacks.ts';
import { readHistory } from './history.ts';

/** A measured test, and by what rules to judge it. */
export interface JudgeRequest {
  readonly baselineKey: string;
  readonly environmentKey: string;
  readonly method: MeasurementMethod;
  readonly plan: Pick<TestPlan, 'thresholdFactor' | 'tolerancePercent' | 'statisticalMethod'>;
  readonly config: Pick<PerformanceConfigFields, 'confidenceLevel' | 'performanceOverheadLimit'>;
  /** The measurements of this run: one, and a second where the first needed confirmation. */
  readonly looks: readonly (readonly ProcessMeasurement[])[];
}

/** Judges a measured test against what the store knows of it. */
export async function judgeTest(store: BaselineStore, request: JudgeRequest): Promise<Judgement> {
  const { baselineKey, environmentKey, method, plan, config, looks } = request;
  const stored = await readHistory(store, { testName: baselineKey, environmentKey }, method);
  const fallbacks = fallbacksIn(looks.flat());
  const judgement = judgeAgainstHistory({
    history: fallbacks.length > 0 ? [] : stored.runs,
    incomparable: stored.incomparable,
    looks: looks.map((processes) => processes.map(evidenceOf)),
    method,
    thresholdFactor: plan.thresholdFactor,
    tolerancePercent: plan.tolerancePercent,
    statisticalMethod: plan.statisticalMethod,
    confidenceLevel: config.confidenceLevel,
  });
  const warnings = [...judgement.validation.warnings, ...adviceOn(looks.flat(), config.performanceOverheadLimit)];
  return setApart({ ...judgement, validation: { ...judgement.validation, warnings } }, fallbacks);
}

function evidenceOf({ location, busy, control, controlBusy }: ProcessMeasurement): ProcessEvidence {
  return { location, busy, controlBusy, control: control.length > 0 ? locationOf(control) : null };
}
