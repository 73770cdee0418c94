import type { ValidationResult, Verdict } from '../../model/verdict.ts';
import { normalSurvival } from '../../statistics/core/normal.ts';
import { studentTSurvival } from '../../statistics/core/student-t.ts';
import { BLIND_ABOVE_PERCENT, FILES_ALPHA, METRIC_FALSE_ALARM_RATE, SUITE_ALPHA } from '../constants.ts';
import { judgeMetric } from '../metrics/judge-metric.ts';
import { percentOf } from '../percent.ts';
import type { FilesCase, FilesJudgement } from './case.ts';
import { differenceOf, summaryOfSide } from './difference.ts';
import { type FilesMargin, marginOfFiles, processesFor, quantile, toleranceOf } from './margin.ts';
import { adviceOnFiles, explainAroundZero, explainFiles } from './messages.ts';

/** A change that processes are asked to show where there is none of its own to show. */
const SOUGHT = Math.log1p(0.25);

/**
 * The judge of two sides: files of results, or what was measured of two revisions. What a table shows is benchstat's; the verdict asks for
 * more: a change must lie beyond what two runs of unchanged code differ by, where all metrics share one budget of false alarms, and be
 * significant besides.
 */
export function judgeFiles(given: FilesCase): FilesJudgement {
  const { metric, base, head, incomparable } = given;
  const shown = { base: summaryOfSide(base), head: summaryOfSide(head) };
  const difference = differenceOf(base, head, metric.scatter === 'sampled');
  const changePercent = percentBetween(shown.base.center, shown.head.center);
  const { pValue, method, interval } = difference;
  const common = {
    ...shown,
    change: changePercent === null || interval === null ? null : { percent: changePercent, interval },
    changePercent,
    pValue,
    method,
    isSignificant: pValue !== null && pValue <= FILES_ALPHA,
    processesNeeded: null,
  };
  if (incomparable !== null) return { ...common, validation: apart(incomparable, given) };
  // Nothing is so many percent of nothing.
  if (base.estimate === 0 || head.estimate === 0) return { ...common, validation: aroundZero(given) };
  return { ...common, ...judged(given, common) };
}

function judged(
  given: FilesCase,
  shown: Pick<FilesJudgement, 'base' | 'head' | 'pValue' | 'method' | 'isSignificant' | 'changePercent'>,
): Pick<FilesJudgement, 'processesNeeded' | 'validation'> {
  const { metric, base, head, comparisons } = given;
  const direction = metric.better === 'lower' ? 1 : -1;
  const shift = direction * Math.log(head.estimate / base.estimate);
  const margin = marginOfFiles(given);
  const verdict = verdictOf(given, { shift, margin, ...shown });
  const wanted = shift > toleranceOf(given) && shown.isSignificant ? shift : SOUGHT;
  const isOpen = verdict === 'inconclusive' || shown.method !== 'mann_whitney';
  const processesNeeded = isOpen ? processesFor(wanted, given) : null;
  const detectable = Math.abs(percentOf(direction * margin.detectable));
  const facts = { ...shown, given, shift, margin, detectable, processesNeeded };
  const statistic = margin.deviation === 0 ? null : shift / margin.deviation;
  return {
    processesNeeded,
    validation: {
      isValid: verdict !== 'regression',
      verdict,
      message: explainFiles(verdict, facts),
      confidenceLevel: 1 - SUITE_ALPHA / comparisons,
      testStatistic: statistic,
      pValue: statistic === null ? null : survival(statistic, margin.degreesOfFreedom),
      validationMethod: methodOf(given),
      minimumDetectableChangePercent: detectable,
      warnings: adviceOnFiles(verdict, facts),
    },
  };
}

interface Seen extends Pick<FilesJudgement, 'isSignificant' | 'method'> {
  /** Positive is worse. */
  readonly shift: number;
  readonly margin: FilesMargin;
}

function verdictOf(given: FilesCase, { shift, margin, isSignificant, method }: Seen): Verdict {
  // A single figure has no test of its own; the margin is then as wide as one is worth.
  const isBelieved = isSignificant || method === 'none';
  if (isBelieved && shift > margin.width) return 'regression';
  if (isBelieved && shift < -margin.width) return 'improvement';
  if (shift > toleranceOf(given) && (isSignificant || shift > margin.width)) return 'inconclusive';
  const hidden = quantile(1 - METRIC_FALSE_ALARM_RATE, margin.degreesOfFreedom) * margin.deviation;
  return percentOf(hidden) > BLIND_ABOVE_PERCENT ? 'inconclusive' : 'pass';
}

function survival(statistic: number, degreesOfFreedom: number): number {
  return Number.isFinite(degreesOfFreedom) ? studentTSurvival(statistic, degreesOfFreedom) : normalSurvival(statistic);
}

function percentBetween(before: number, after: number): number | null {
  if (before === after) return 0;
  return before === 0 ? null : 100 * (after / before - 1);
}

function aroundZero(given: FilesCase): ValidationResult {
  const { metric, base, head } = given;
  const { validation } = judgeMetric({
    metric,
    history: [{ value: base.estimate, decayFactor: 1 }],
    incomparable: [],
    value: head.estimate,
    evidence: head.evidence,
    processes: head.processes.length,
    thresholdFactor: 1,
    statisticalMethod: 'robust',
    confidenceLevel: 1 - FILES_ALPHA,
  });
  return {
    ...validation,
    message: explainAroundZero(validation.verdict, given),
    confidenceLevel: 1 - SUITE_ALPHA / given.comparisons,
    validationMethod: methodOf(given),
  };
}

function methodOf({ of = 'files' }: FilesCase): string {
  return `${of}_t_with_prior`;
}

function apart(reason: string, given: FilesCase): ValidationResult {
  return {
    isValid: true,
    verdict: 'incomparable',
    message: reason,
    confidenceLevel: 1 - SUITE_ALPHA / given.comparisons,
    testStatistic: null,
    pValue: null,
    validationMethod: methodOf(given),
    minimumDetectableChangePercent: null,
    warnings: [],
  };
}
