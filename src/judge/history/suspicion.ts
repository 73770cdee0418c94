import type { Suspicion, SuspicionReason } from '../../model/suspicion.ts';
import { studentTQuantile } from '../../statistics/student-t.ts';
import {
  RUNS_FOR_CPU_TIME,
  SCORE_WITHOUT_HISTORY,
  SUSPECTED_PERCENT,
  SUSPICION_POWER,
  SUSPICION_PRIOR_DEVIATION,
  SUSPICION_PRIOR_WEIGHT,
} from '../constants.ts';
import { heedingProcesses } from '../margin.ts';
import { spreadBetweenRuns } from '../spread.ts';
import { percentInWords, percentOf } from '../words.ts';
import type { HistoryCase } from './case.ts';
import { doubtsOf } from './doubts.ts';
import type { View } from './views.ts';

/** What is above suspicion. */
export const NO_SUSPICION: Suspicion = { isSuspect: false, reasons: [], score: 0 };

/** How far the low end of a run must be slower to be suspect; everything on the logarithmic scale. */
export interface SuspicionBar {
  /** May be below 0, where the past runs lie far apart or are few. */
  readonly bar: number;
  /** Standard deviation of (new run − baseline), by which the bar is set. */
  readonly deviation: number;
}

/**
 * Whether the first look at a run gives a reason to compare the code itself with that of its baseline. The bar is low, and
 * set by power: a slow-down of 5 %, or of the tolerance where that is more, passes it in 99 of 100 runs. What history
 * cannot judge is suspect too.
 * @param views the judge's, the low end's first; none without history.
 */
export function suspicionOf(given: HistoryCase, views: readonly View[]): Suspicion {
  const [lowEnd] = views;
  if (lowEnd === undefined) return withoutHistory(given);
  const reasons = RULES.flatMap((rule) => views.flatMap((view) => rule(view, given) ?? []));
  if (reasons.length === 0) return NO_SUSPICION;
  const deviations = views.map((view) => view.shift / deviationOf(view, given));
  return { isSuspect: true, reasons, score: Math.max(2 * SCORE_WITHOUT_HISTORY, ...deviations) };
}

/**
 * The bar of the low end. Of the past, its own robust spread counts, with a prior that is worth eight runs: the fewer runs
 * there are, the lower is the bar.
 */
export function barFor(view: View, given: HistoryCase): SuspicionBar {
  const { past, pastErrors, machine } = view;
  const prior = heedingProcesses(
    { deviation: SUSPICION_PRIOR_DEVIATION[given.method], weight: SUSPICION_PRIOR_WEIGHT },
    pastErrors,
  );
  const spread = spreadBetweenRuns(past, prior, given.statisticalMethod);
  const deviation = Math.hypot(spread.deviation * Math.sqrt(1 + 1 / past.length), machine.deviation);
  const reach = studentTQuantile(SUSPICION_POWER, spread.degreesOfFreedom) * deviation;
  return { bar: suspected(given) - reach, deviation };
}

function withoutHistory({ incomparable }: HistoryCase): Suspicion {
  const reason: SuspicionReason =
    incomparable.length > 0
      ? {
          name: 'incomparable_history',
          sentence: `Its past runs cannot be compared with it: ${incomparable.join('; ')}.`,
        }
      : { name: 'no_history', sentence: 'It has no past runs.' };
  return { isSuspect: true, reasons: [reason], score: SCORE_WITHOUT_HISTORY };
}

type Rule = (view: View, given: HistoryCase) => SuspicionReason | null;

const slowerLook: Rule = ({ slowLooks, shift, margin }) =>
  slowLooks === 0
    ? null
    : {
        name: 'slower_look',
        sentence: `It is slower by more than what counts as noise (${inWords(shift)}, noise ${inWords(margin.width)}).`,
      };

const aboveTheBar: Rule = (view, given) => {
  if (view.name !== 'lowEnd' || view.slowLooks > 0) return null;
  const { bar } = barFor(view, given);
  if (view.shift <= bar) return null;
  return {
    name: 'above_the_bar',
    sentence: `A slow-down of ${inWords(suspected(given))} could look like this (${inWords(view.shift)}; suspect above ${inWords(bar)}).`,
  };
};

const cpuTimeUp: Rule = (view, given) => {
  if (view.name !== 'cpuTime' || view.slowLooks > 0 || view.runs < RUNS_FOR_CPU_TIME) return null;
  if (view.shift <= Math.max(suspected(given), view.margin.deviation)) return null;
  return { name: 'cpu_time_up', sentence: `Its mean processor time is up (${inWords(view.shift)}).` };
};

const drifted: Rule = ({ name, slowLooks, shift, tolerance, margin }) => {
  if (name !== 'drift' || slowLooks > 0 || shift <= Math.max(tolerance, margin.deviation)) return null;
  return { name: 'drifted', sentence: `It is slower than its oldest runs (${inWords(shift)}).` };
};

const fromElsewhere: Rule = ({ name, isFromElsewhere }) =>
  name === 'lowEnd' && isFromElsewhere
    ? { name: 'history_from_elsewhere', sentence: 'Most of its past runs were made elsewhere or long ago.' }
    : null;

const tooNoisy: Rule = (view) =>
  view.name === 'lowEnd' && doubtsOf(view, 'pass').length > 0
    ? { name: 'too_noisy', sentence: `Its past runs lie too far apart (noise ${inWords(view.margin.width)}).` }
    : null;

const RULES: readonly Rule[] = [slowerLook, aboveTheBar, cpuTimeUp, drifted, fromElsewhere, tooNoisy];

/** The slow-down that must not go by, on the logarithmic scale: what the user tolerates may. */
function suspected({ tolerancePercent }: HistoryCase): number {
  return Math.log1p(Math.max(SUSPECTED_PERCENT, tolerancePercent) / 100);
}

function deviationOf(view: View, given: HistoryCase): number {
  return view.name === 'lowEnd' ? barFor(view, given).deviation : view.margin.deviation;
}

function inWords(log: number): string {
  return percentInWords(percentOf(log), true);
}
