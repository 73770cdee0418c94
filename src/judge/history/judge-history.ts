import type { Change, VerdictView } from '../../model/verdict.ts';
import { studentTQuantile, studentTSurvival } from '../../statistics/student-t.ts';
import { hiddenBySpreadPercent, type Margin, minimumDetectableChangePercent } from '../margin.ts';
import { estimateOfProcesses } from '../spread.ts';
import { boundsAround, thresholdFor } from './bounds.ts';
import type { HistoryCase, HistoryJudge, Judgement } from './case.ts';
import { decide, needsAnotherLook } from './decide.ts';
import { explain } from './messages.ts';
import { type View, viewsOf } from './views.ts';

const FALSE_ALARM_RATE = 0.03;
// Where several fresh processes make a run, and three looks a verdict, a look may be wrong more often.
const FALSE_ALARM_RATE_OF_SEVERAL = 0.08;
const SEVERAL = 3;
// A gate that takes this much for noise is none. What the user's own head-room and tolerance hide does not count: that
// was asked for.
const BLIND_ABOVE_PERCENT = 50;
/** From here on, more runs hardly narrow the margin. */
export const RUNS_FOR_FULL_STRENGTH = 12;

/**
 * The judge of runs. A regression is a run whose every look, two of them or three, lies beyond the margin that the
 * past runs' spread sets on the machine as it is now, and that its own processes agree about: in the low end of its
 * samples, in its mean processor time, or against the oldest runs.
 */
export const judgeAgainstHistory: HistoryJudge = (given) =>
  given.history.length === 0 ? withoutHistory(given) : withHistory(given);

function withoutHistory(given: HistoryCase): Judgement {
  const verdict = given.incomparable.length > 0 ? 'incomparable' : 'no_baseline';
  const estimate = estimateOf(given);
  return {
    estimate,
    change: null,
    needsConfirmation: false,
    isDisputed: false,
    views: [],
    thresholds: thresholdFor({ ...given, current: estimate, falseAlarmRate: rateOf(given) }).bounds,
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

function withHistory(given: HistoryCase): Judgement {
  const views = viewsOf(given, rateOf(given));
  const lowEnd = views[0]!;
  const detectable = minimumDetectableChangePercent(lowEnd.margin);
  const isBlind = hiddenBySpreadPercent(lowEnd.margin, rateOf(given)) > BLIND_ABOVE_PERCENT;
  const decision = decide(views, isBlind);
  const { verdict, view } = decision;
  const change = changeOf(view, given.confidenceLevel);
  const statistic = view.shift / view.margin.deviation;
  return {
    estimate: estimateOf(given),
    change,
    needsConfirmation: needsAnotherLook(views, decision),
    isDisputed: decision.isDisputed,
    views: views.map(toldOf),
    thresholds: { ...boundsAround(lowEnd.expected, lowEnd.margin, true), baselineMedian: lowEnd.baseline },
    validation: {
      isValid: verdict !== 'regression',
      verdict,
      message: explain(verdict, {
        method: given.method,
        change,
        detectable,
        runsToGo: Math.max(0, RUNS_FOR_FULL_STRENGTH - given.history.length - 1),
        view,
      }),
      confidenceLevel: 1 - rateOf(given),
      testStatistic: statistic,
      pValue: studentTSurvival(statistic, view.margin.degreesOfFreedom),
      validationMethod: `run_history_${given.statisticalMethod}`,
      minimumDetectableChangePercent: detectable,
      warnings: [],
    },
  };
}

function estimateOf({ looks }: HistoryCase): number {
  return estimateOfProcesses(looks.flat().map(({ location }) => location));
}

function rateOf({ falseAlarmRate, history }: HistoryCase): number {
  const isOfSeveral = history.every(({ processes = [] }) => processes.length >= SEVERAL);
  return falseAlarmRate ?? (isOfSeveral ? FALSE_ALARM_RATE_OF_SEVERAL : FALSE_ALARM_RATE);
}

function changeOf({ shift, margin }: View, confidenceLevel: number): Change {
  const { deviation, degreesOfFreedom }: Margin = margin;
  const reach = studentTQuantile((1 + confidenceLevel) / 2, degreesOfFreedom) * deviation;
  return { percent: percent(shift), interval: [percent(shift - reach), percent(shift + reach)] };
}

function toldOf(view: View): VerdictView {
  const { name, expected, shift, margin, machine, runs, slowLooks, looks, isClear, isFromElsewhere } = view;
  return {
    name,
    expected,
    measured: expected * Math.exp(shift),
    runs,
    changePercent: percent(shift),
    allowedPercent: percent(margin.width),
    spreadPercent: percent(margin.spread),
    machinePercent: percent(machine.shift),
    correctionPercent: percent(machine.correction),
    slowLooks,
    looks,
    isClear,
    isFromElsewhere,
  };
}

function percent(log: number): number {
  return 100 * Math.expm1(log);
}
