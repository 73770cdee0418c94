import type { Doubt, VerdictView } from '../../model/verdict.ts';
import { studentTSurvival } from '../../statistics/core/student-t.ts';
import {
  FALSE_ALARM_RATE,
  FALSE_ALARM_RATE_OF_SEVERAL,
  RUNS_FOR_FULL_STRENGTH,
  SEVERAL_PROCESSES,
} from '../constants.ts';
import { changeOf } from '../control.ts';
import { minimumDetectableChangePercent } from '../margin.ts';
import { percentOf } from '../percent.ts';
import { estimateOfProcesses } from '../spread.ts';
import type { HistoryCase, HistoryJudge, Judgement } from './case.ts';
import { type Decision, decide, needsAnotherLook } from './decide.ts';
import { checksOf, doubtsOf, mayAccuse, toldDoubts } from './doubts.ts';
import { explain } from './messages.ts';
import { suspicionOf } from './suspicion.ts';
import { boundsAround, thresholdFor } from './threshold-bounds.ts';
import { type View, viewsOf } from './views.ts';

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
    suspicion: suspicionOf(given, []),
    thresholds: thresholdFor({ ...given, current: estimate, falseAlarmRate: rateOf(given) }).bounds,
    validation: {
      isValid: true,
      verdict,
      message: explain(verdict, {
        method: given.method,
        incomparable: given.incomparable,
        isUnread: given.isUnread,
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
  const decision = decide(views);
  const { verdict, view } = decision;
  const { deviation, degreesOfFreedom } = view.margin;
  const estimate = { estimate: view.shift, standardError: deviation, degreesOfFreedom };
  const change = changeOf(estimate, given.confidenceLevel);
  const statistic = view.shift / view.margin.deviation;
  return {
    estimate: estimateOf(given),
    change,
    needsConfirmation: needsAnotherLook(views, decision),
    isDisputed: decision.isDisputed,
    views: views.map(toldOf),
    suspicion: suspicionOf(given, views),
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
      doubts: doubtsBehind(decision, views),
      warnings: [],
    },
  };
}

/** What kept the verdict from being a clearer one. */
function doubtsBehind({ verdict, view, isDisputed }: Decision, views: readonly View[]): readonly Doubt[] {
  if (verdict === 'regression') return [];
  if (isDisputed) return toldDoubts(doubtsOf(view, 'regression'), view);
  const ofPass = verdict === 'inconclusive' ? toldDoubts(doubtsOf(view, 'pass'), view) : [];
  return [...ofPass, ...views.filter(({ slowLooks }) => slowLooks > 0).flatMap(notBelieved)];
}

// What looked slower in some view, and was not believed to be.
function notBelieved(view: View): readonly Doubt[] {
  return toldDoubts(doubtsOf(view, mayAccuse(view) ? 'regression' : 'view'), view);
}

function estimateOf({ looks }: HistoryCase): number {
  return estimateOfProcesses(looks.flat().map(({ location }) => location));
}

function rateOf({ falseAlarmRate, history }: HistoryCase): number {
  const isOfSeveral = history.every(({ processes = [] }) => processes.length >= SEVERAL_PROCESSES);
  return falseAlarmRate ?? (isOfSeveral ? FALSE_ALARM_RATE_OF_SEVERAL : FALSE_ALARM_RATE);
}

function toldOf(view: View): VerdictView {
  const { name, expected, shift, margin, machine, runs, slowLooks, looks, isFromElsewhere } = view;
  return {
    name,
    expected,
    measured: expected * Math.exp(shift),
    runs,
    changePercent: percentOf(shift),
    allowedPercent: percentOf(margin.width),
    spreadPercent: percentOf(margin.spread),
    machinePercent: percentOf(machine.shift),
    correctionPercent: percentOf(machine.correction),
    slowLooks,
    looks,
    isFromElsewhere,
    checks: slowLooks > 0 || doubtsOf(view, 'pass').length > 0 ? checksOf(view) : [],
  };
}
