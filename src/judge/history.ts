import type { MeasurementMethod } from '../model/measurement.ts';
import type { StatisticalMethod } from '../model/statistics.ts';
import type { Change, ThresholdBounds, ValidationResult, Verdict } from '../model/verdict.ts';
import { median } from '../statistics/median.ts';
import { studentTQuantile, studentTSurvival } from '../statistics/student-t.ts';
import { baselineCenter, type WeighedRun } from './center.ts';
import type { MachineChange } from './machine.ts';
import {
  heedingProcesses,
  hiddenBySpreadPercent,
  type Margin,
  marginFor,
  minimumDetectableChangePercent,
  priorFor,
} from './margin.ts';
import { explain } from './messages.ts';
import { processError } from './spread.ts';

/** A past run, as the judge sees it. */
export interface PastRun extends WeighedRun {
  /** Its processes' locations, in seconds a call, where they are known. */
  readonly locations?: readonly number[];
}

/** A test measured once: one location estimate a process, in seconds a call. */
export type Look = readonly number[];

/** What a judge is given. */
export interface HistoryCase {
  /** Past runs that count, oldest first. */
  readonly history: readonly PastRun[];
  /** Runs of this test that cannot be compared with this one: of another environment or method. */
  readonly incomparable: readonly string[];
  /** The measurements of this run, first to last: one, and more where it looked slower. */
  readonly looks: readonly Look[];
  /** What the control kernel says of the machine. Default: that it is as it was. */
  readonly machine?: MachineChange;
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
  /** A slow-down hangs on too little: measure again, later, before it is believed. */
  readonly needsConfirmation: boolean;
  /** Its looks did not agree about a slow-down. */
  readonly isDisputed: boolean;
}

/** Judges a run against the runs before it. A pure function. */
export type HistoryJudge = (given: HistoryCase) => Judgement;

const FALSE_ALARM_RATE = 0.01;
const LOOKS_FOR_A_REGRESSION = 2;
// Then a doubt stays one.
const MOST_LOOKS = 3;
const SAME_MACHINE: MachineChange = { controlShift: 0, explains: 0 };
// A slow-down of fewer standard errors than this, by the run's own processes, may be theirs. With it, 4,008 replayed
// looks at unchanged code gave no false alarm; without it, 5 (docs/decisions/0004-first-judge.md).
const CLEAR_ERRORS = 3;
// A gate that takes this much for noise is none. What the user's own head-room and tolerance hide does not count: that
// was asked for.
const BLIND_ABOVE_PERCENT = 50;
/** From here on, more runs hardly narrow the margin. */
export const RUNS_FOR_FULL_STRENGTH = 12;

/**
 * The judge of runs. A regression is a run whose every look, and there are two at least, lies beyond the margin that the
 * past runs' spread sets; that its own processes agree about; and that a slower machine does not explain.
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
  const margin = marginFor(estimates.map(Math.log), { ...options, prior: priorOf(history, method) });
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
      message: explain(verdict, {
        method: given.method,
        incomparable: given.incomparable,
        runsToGo: RUNS_FOR_FULL_STRENGTH,
      }),
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
  const isBlind = hiddenBySpreadPercent(margin, rateOf(given)) > BLIND_ABOVE_PERCENT;
  const tolerance = Math.log1p(given.tolerancePercent / 100);
  const { machine = SAME_MACHINE } = given;
  const isClear = shift - tolerance > CLEAR_ERRORS * processError(given.looks.flat());
  const isMachine = shift - margin.width <= machine.explains;
  const evidence = { shift, margin, isBlind, isSure: isClear && !isMachine, slowLooks, looks: given.looks.length };
  const verdict = decide(evidence);
  const isDisputed = verdict === 'inconclusive' && slowLooks > 0;
  const change = changeOf(shift, margin, given.confidenceLevel);
  const statistic = shift / margin.deviation;
  const runsToGo = Math.max(0, RUNS_FOR_FULL_STRENGTH - given.history.length - 1);
  return {
    estimate,
    change,
    needsConfirmation: needsAnotherLook(evidence, isDisputed),
    isDisputed,
    thresholds: bounds(center, center, margin),
    validation: {
      isValid: verdict !== 'regression',
      verdict,
      message: explain(verdict, {
        method: given.method,
        change,
        detectable,
        runsToGo,
        slowLooks,
        looks: given.looks.length,
        machineShift: isMachine ? machine.controlShift : 0,
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
  readonly isBlind: boolean;
  /** Whether a slow-down is the code's: the processes agree about it, and the machine does not explain it. */
  readonly isSure: boolean;
  readonly slowLooks: number;
  readonly looks: number;
}

function decide({ shift, margin, isBlind, isSure, slowLooks, looks }: Evidence): Verdict {
  if (slowLooks === looks) return isSure ? 'regression' : 'inconclusive';
  // One look saw a slow-down, another did not, and together they are not unchanged either.
  if (slowLooks > 0 && Math.abs(shift) > margin.width) return 'inconclusive';
  if (shift < -margin.width) return 'improvement';
  return isBlind ? 'inconclusive' : 'pass';
}

function needsAnotherLook({ slowLooks, looks }: Evidence, isDisputed: boolean): boolean {
  if (looks < LOOKS_FOR_A_REGRESSION) return slowLooks > 0;
  return isDisputed && looks < MOST_LOOKS;
}

function marginOptions(given: HistoryCase) {
  const { thresholdFactor, tolerancePercent, statisticalMethod } = given;
  return {
    thresholdFactor,
    tolerancePercent,
    statisticalMethod,
    falseAlarmRate: rateOf(given),
    prior: priorOf(given.history, given.method),
  };
}

function priorOf(history: readonly PastRun[], method: MeasurementMethod) {
  return heedingProcesses(
    priorFor(method),
    history.map(({ locations = [] }) => processError(locations)),
  );
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
