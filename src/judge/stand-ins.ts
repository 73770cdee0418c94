import type { UsedFallback } from '../model/dependencies.ts';
import type { ProcessMeasurement } from '../model/measurement.ts';
import type { ValidationResult } from '../model/verdict.ts';
import type { ComparisonJudgement } from './functions/comparison.ts';
import type { Judgement } from './history/case.ts';
import { NO_SUSPICION } from './history/suspicion.ts';

/** The fallbacks that any of the processes called, each once. */
export function fallbacksIn(processes: readonly Pick<ProcessMeasurement, 'fallbacks'>[]): readonly UsedFallback[] {
  const used = processes.flatMap(({ fallbacks = [] }) => fallbacks);
  return [...new Map(used.map((fallback) => [JSON.stringify(fallback), fallback])).values()];
}

/** `a stand-in for run of "package"`, or several of them. */
export function standInsFor(fallbacks: readonly UsedFallback[]): string {
  const names = new Set(fallbacks.map(({ modulePath, functionName }) => `${functionName} of "${modulePath}"`));
  return `${names.size === 1 ? 'a stand-in' : 'stand-ins'} for ${[...names].join(', ')}`;
}

/** What is said of a test instead of a verdict where it was measured with fallbacks: nothing of it is the code's. */
export function setApart(judgement: Judgement, fallbacks: readonly UsedFallback[]): Judgement {
  if (fallbacks.length === 0) return judgement;
  const validation = setMetricApart(judgement.validation, fallbacks);
  const suspicion = NO_SUSPICION;
  return { ...judgement, change: null, needsConfirmation: false, isDisputed: false, suspicion, validation };
}

/** The same for a metric. */
export function setMetricApart(validation: ValidationResult, fallbacks: readonly UsedFallback[]): ValidationResult {
  if (fallbacks.length === 0) return validation;
  const message = `Measured with ${standInsFor(fallbacks)}: not compared with a baseline, and not recorded.`;
  return withoutVerdict(validation, message, fallbacks);
}

/** The same for a comparison. */
export function setComparisonApart(
  judgement: ComparisonJudgement,
  fallbacks: readonly UsedFallback[],
): ComparisonJudgement {
  if (fallbacks.length === 0) return judgement;
  const message = `Measured with ${standInsFor(fallbacks)}: this says nothing of the functions that were to be compared.`;
  const validation = withoutVerdict(judgement.validation, message, fallbacks);
  return { ...judgement, isWithinThreshold: true, validation };
}

/** The same for a comparison of revisions. */
export function setPairsApart(validation: ValidationResult, fallbacks: readonly UsedFallback[]): ValidationResult {
  if (fallbacks.length === 0) return validation;
  const message = `Measured with ${standInsFor(fallbacks)} on one side at least: this says nothing of the revisions.`;
  return withoutVerdict(validation, message, fallbacks);
}

function withoutVerdict(
  validation: ValidationResult,
  message: string,
  fallbacks: readonly UsedFallback[],
): ValidationResult {
  return {
    ...validation,
    isValid: true,
    verdict: 'incomparable',
    message,
    testStatistic: null,
    pValue: null,
    minimumDetectableChangePercent: null,
    warnings: [...fallbacks.map(({ reason }) => reason), ...validation.warnings],
  };
}
