import type { MeasurementMethod } from '../model/measurement.ts';
import type { StatisticalMethod } from '../model/statistics.ts';
import type { Change, ThresholdBounds, ValidationResult, Verdict } from '../model/verdict.ts';
import { median } from '../statistics/median.ts';
import { studentTQuantile, studentTSurvival } from '../statistics/student-t.ts';
import { baselineCenter, type WeighedRun } from './center.ts';
import { type Margin, marginFor, minimumDetectableChangePercent, priorFor } from './margin.ts';
import { explain } from './messages.ts';

/** A test measured once: one location estimate a process, in seconds a call. */
export type Look = readonly number[];

/** What a judge is given. */
export interface HistoryCase {
  /** Past runs that count, oldest first. */
  readonly history: readonly WeighedRun[];
  /** Runs of this test that cannot be compared with this one: of another environment or method. */
  readonly incomparable: readonly string[];
  /** The measurements of this run, first to last: one, and another one where the first looked slower. */
  readonly looks: readonly Look[];
  readonly method: MeasurementMethod;
  readonly statisticalMethod: StatisticalMethod;
  readonly thresholdFactor: number;
  readonly tolerancePercent: number;
  /** Of the interval that is reported. */
  readonly confidenceLevel: number;
  /** Chance that one look at unchanged code seems slower. Default 0.01; a verdict takes two looks. */
  readonly falseAlarmRate?: number;
}

/** What it answers. */
export interface Judgement {
  readonly validation: ValidationResult;
  readonly thresholds: ThresholdBounds;
  readonly change: Change | null;
  /** The run's estimate, in seconds a call. */
  readonly estimate: number;
  /** The verdict hangs on one look: measure again, later, before it is believed. */
  readonly needsConfirmation: boolean;
  /** Its looks did not agree about a slow-down. */
  readonly isDisputed: boolean;
}

/** Judges a run against the runs before it. A pure function. */
export type HistoryJudge = (given: HistoryCase) => Judgement;

const FALSE_ALARM_RATE = 0.01;
const LOOKS_FOR_A_REGRESSION = 2;
// What this could not have seen, nobody would call a gate.
const BLIND_ABOVE_PERCENT = 50;
export const RUNS_FOR_FULL_STRENGTH = 12;

/**
 * The judge of runs: a regression is a run whose every look lies beyond the margin that the past runs' spread sets.
 */
export const judgeAgainstHistory: HistoryJudge = (given) => {
  const estimate = median(given.looks.flat());
  return given.history.length === 0 ? withoutHistory(given, estimate) : withHistory(given, estimate);
};

/** What bounds are calculated from. */
export interface BoundsCase extends Pick<HistoryCase, 'history' | 'method' | 'statisticalMethod' | 'thresholdFactor'> {
  readonly tolerancePercent: number;
  readonly falseAlarmRate: number;
  /** A measurement to lay the bounds around where there is no history, in seconds a call. */
  readonly current: number;
}

/** The bounds that the judge holds a run against. */
export function historyBounds({ history, current, method, ...options }: BoundsCase): ThresholdBounds {
  const center = history.length === 0 ? null : baselineCenter(history);
  const estimates = history.length === 0 ? [current] : history.map((run) => run.estimate);
  const margin = marginFor(estimates.map(Math.log), { ...options, prior: priorFor(method) });
  return bounds(center ?? current, center, margin);
}

function withoutHistory(given: HistoryCase, estimate: number): Judgement {
  const margin = marginFor([Math.log(estimate)], marginOptions(given));
  const verdict = given.incomparable.length > 0 ? 'incomparable' : 'no_baseline';
  return {
    estimate,
    change: null,
    needsConfirmation: false,
    isDisputed: false,
    thresholds: bounds(estimate, null, margin),
    validation: {
      isValid: true,
      verdict,
      message: explain(verdict, { incomparable: given.incomparable, runsToGo: RUNS_FOR_FULL_STRENGTH - 1 }),
      confidenceLevel: 1 - rateOf(given),
      testStatistic: null,
      pValue: null,
      validationMethod: `run_history_${given.statisticalMethod}`,
      minimumDetectableChangePercent: null,
      warnings: [],
    },
  };
}

function withHistory(given: HistoryCase, estimate: number): Judgement {
  const center = baselineCenter(given.history);
  const margin = marginFor(
    given.history.map((run) => Math.log(run.estimate)),
    marginOptions(given),
  );
  const shift = Math.log(estimate / center);
  const detectable = minimumDetectableChangePercent(margin);
  const slowLooks = given.looks.filter((look) => Math.log(median(look) / center) > margin.width).length;
  const verdict = decide({ shift, margin, detectable, slowLooks, looks: given.looks.length });
  const change = changeOf(shift, margin, given.confidenceLevel);
  const statistic = shift / margin.deviation;
  const runsToGo = Math.max(0, RUNS_FOR_FULL_STRENGTH - given.history.length - 1);
  return {
    estimate,
    change,
    needsConfirmation: verdict === 'regression' && given.looks.length < LOOKS_FOR_A_REGRESSION,
    isDisputed: verdict === 'inconclusive' && slowLooks > 0,
    thresholds: bounds(center, center, margin),
    validation: {
      isValid: verdict !== 'regression',
      verdict,
      message: explain(verdict, {
        change,
        detectable,
        runsToGo,
        slowLooks,
        looks: given.looks.length,
        margin: margin.width,
      }),
      confidenceLevel: 1 - rateOf(given),
      testStatistic: statistic,
      pValue: studentTSurvival(statistic, margin.degreesOfFreedom),
      validationMethod: `run_history_${given.statisticalMethod}`,
      minimumDetectableChangePercent: detectable,
      warnings: [],
    },
  };
}

interface Evidence {
  readonly shift: number;
  readonly margin: Margin;
  readonly detectable: number;
  readonly slowLooks: number;
  readonly looks: number;
}

function decide({ shift, margin, detectable, slowLooks, looks }: Evidence): Verdict {
  if (slowLooks === looks) return 'regression';
  if (slowLooks > 0 && shift > margin.width) return 'inconclusive';
  if (shift < -margin.width) return 'improvement';
  return detectable > BLIND_ABOVE_PERCENT ? 'inconclusive' : 'pass';
}

function marginOptions(given: HistoryCase) {
  const { thresholdFactor, tolerancePercent, statisticalMethod } = given;
  return {
    thresholdFactor,
    tolerancePercent,
    statisticalMethod,
    falseAlarmRate: rateOf(given),
    prior: priorFor(given.method),
  };
}

function rateOf({ falseAlarmRate = FALSE_ALARM_RATE }: HistoryCase): number {
  return falseAlarmRate;
}

function changeOf(shift: number, { deviation, degreesOfFreedom }: Margin, confidenceLevel: number): Change {
  const reach = studentTQuantile((1 + confidenceLevel) / 2, degreesOfFreedom) * deviation;
  const percent = (log: number) => 100 * Math.expm1(log);
  return { percent: percent(shift), interval: [percent(shift - reach), percent(shift + reach)] };
}

function bounds(center: number, baselineMedian: number | null, { width }: Margin): ThresholdBounds {
  return {
    lowerBound: center * Math.exp(-width),
    upperBound: center * Math.exp(width),
    baselineMedian,
    adaptiveFactor: Math.exp(width),
    calculationMethod: baselineMedian === null ? 'prior_around_current_run' : 'spread_between_runs',
  };
}
