import type { Change } from '../model/verdict.ts';
import { median } from '../statistics/median.ts';
import { studentTQuantile, studentTSurvival } from '../statistics/student-t.ts';
import { type Threshold, thresholdFor } from './bounds.ts';
import type { HistoryCase, HistoryJudge, Judgement } from './case.ts';
import { decide, isDisputedVerdict, needsAnotherLook } from './decide.ts';
import type { MachineChange } from './machine.ts';
import { hiddenBySpreadPercent, type Margin, minimumDetectableChangePercent } from './margin.ts';
import { explain } from './messages.ts';
import { processError } from './spread.ts';

const FALSE_ALARM_RATE = 0.01;
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
  const threshold = thresholdFor({ ...given, current: estimate, falseAlarmRate: rateOf(given) });
  return given.history.length === 0
    ? withoutHistory(given, estimate, threshold)
    : withHistory(given, estimate, threshold);
};

function withoutHistory(given: HistoryCase, estimate: number, { bounds }: Threshold): Judgement {
  const verdict = given.incomparable.length > 0 ? 'incomparable' : 'no_baseline';
  return {
    estimate,
    change: null,
    needsConfirmation: false,
    isDisputed: false,
    thresholds: bounds,
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

function withHistory(given: HistoryCase, estimate: number, threshold: Threshold): Judgement {
  const { center, margin, bounds } = threshold;
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
  const change = changeOf(shift, margin, given.confidenceLevel);
  const statistic = shift / margin.deviation;
  const runsToGo = Math.max(0, RUNS_FOR_FULL_STRENGTH - given.history.length - 1);
  return {
    estimate,
    change,
    needsConfirmation: needsAnotherLook(verdict, evidence),
    isDisputed: isDisputedVerdict(verdict, evidence),
    thresholds: bounds,
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

function rateOf({ falseAlarmRate = FALSE_ALARM_RATE }: HistoryCase): number {
  return falseAlarmRate;
}

function changeOf(shift: number, { deviation, degreesOfFreedom }: Margin, confidenceLevel: number): Change {
  const reach = studentTQuantile((1 + confidenceLevel) / 2, degreesOfFreedom) * deviation;
  const percent = (log: number) => 100 * Math.expm1(log);
  return { percent: percent(shift), interval: [percent(shift - reach), percent(shift + reach)] };
}
