import type { Suspicion, SuspicionName, SuspicionReason } from '../../model/suspicion.ts';
import { studentTQuantile } from '../../statistics/core/student-t.ts';
import {
  RUNS_FOR_CPU_TIME,
  RUNS_TO_CLEAR,
  SCORE_WITHOUT_HISTORY,
  SUSPECTED_PERCENT,
  SUSPICION_POWER,
  SUSPICION_PRIOR_DEVIATION,
  SUSPICION_PRIOR_WEIGHT,
} from '../constants.ts';
import { heedingProcesses } from '../margin.ts';
import { percentTextOf } from '../percent.ts';
import { spreadBetweenRuns } from '../spread.ts';
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
  const reasons = views.flatMap((view) => reasonsFor(view, given));
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

/** The suspicion of what has no past runs that it can be held against. */
export function withoutHistory({
  incomparable,
  isUnread = false,
}: Pick<HistoryCase, 'incomparable' | 'isUnread'>): Suspicion {
  const reason: SuspicionReason =
    incomparable.length > 0
      ? {
          name: 'incomparable_history',
          sentence: `Its past runs cannot be compared with it: ${incomparable.join('; ')}.`,
        }
      : { name: 'no_history', sentence: isUnread ? 'Its past runs could not be read.' : 'It has no past runs.' };
  return { isSuspect: true, reasons: [reason], score: SCORE_WITHOUT_HISTORY };
}

/** A reason to compare the code itself. */
export interface SuspicionRule {
  readonly name: SuspicionName;
  readonly applies: (view: View, given: HistoryCase) => boolean;
  /** For people. */
  readonly sentence: (view: View, given: HistoryCase) => string;
}

/** Views that look slower; of those that apply to a view, people are told the first. */
export const LOOKS_SLOWER: readonly SuspicionRule[] = [
  {
    name: 'slower_look',
    applies: ({ slowLooks }) => slowLooks > 0,
    sentence: ({ shift, margin }) =>
      `It is slower by more than what counts as noise (${inWords(shift)}, noise ${inWords(margin.width)}).`,
  },
  {
    name: 'above_the_bar',
    applies: (view, given) => view.name === 'lowEnd' && view.shift > barFor(view, given).bar,
    sentence: (view, given) =>
      `A slow-down of ${inWords(suspected(given))} could look like this (${inWords(view.shift)}; suspect above ${inWords(barFor(view, given).bar)}).`,
  },
  {
    name: 'cpu_time_up',
    applies: ({ name, runs, shift, margin }, given) =>
      name === 'cpuTime' && runs >= RUNS_FOR_CPU_TIME && shift > Math.max(suspected(given), margin.deviation),
    sentence: ({ shift }) => `Its mean processor time is up (${inWords(shift)}).`,
  },
  {
    name: 'drifted',
    applies: ({ name, shift, tolerance, margin }) => name === 'drift' && shift > Math.max(tolerance, margin.deviation),
    sentence: ({ shift }) => `It is slower than its oldest runs (${inWords(shift)}).`,
  },
];

/** What history cannot judge, however it looks. */
export const CANNOT_TELL: readonly SuspicionRule[] = [
  {
    // Below a baseline that is too slow nothing looks slower.
    name: 'few_runs',
    applies: ({ name, runs }) => name === 'lowEnd' && runs < RUNS_TO_CLEAR,
    sentence: ({ runs }) =>
      `It has ${runs === 1 ? 'one past run' : `${runs} past runs`}: among fewer than ${RUNS_TO_CLEAR}, one that was slow by chance hides a slow-down.`,
  },
  {
    name: 'history_from_elsewhere',
    applies: ({ name, isFromElsewhere }) => name === 'lowEnd' && isFromElsewhere,
    sentence: () => 'Most of its past runs were made elsewhere or long ago.',
  },
  {
    name: 'too_noisy',
    applies: (view) => view.name === 'lowEnd' && doubtsOf(view, 'pass').length > 0,
    sentence: ({ margin }) => `Its past runs lie too far apart (noise ${inWords(margin.width)}).`,
  },
  {
    // Its own time may have moved the baseline; pairs hold this against the code before it.
    name: 'undecided_before',
    applies: ({ name }, { history }) => name === 'lowEnd' && history.at(-1)?.status === 'undecided',
    sentence: () => 'The run before it was too noisy to tell, and may have been slower.',
  },
];

function reasonsFor(view: View, given: HistoryCase): readonly SuspicionReason[] {
  const applying = (rules: readonly SuspicionRule[]) => rules.filter(({ applies }) => applies(view, given));
  const told = [...applying(LOOKS_SLOWER).slice(0, 1), ...applying(CANNOT_TELL)];
  return told.map(({ name, sentence }) => ({ name, sentence: sentence(view, given) }));
}

/** The slow-down that must not go by, on the logarithmic scale: what the user tolerates may. */
function suspected({ tolerancePercent }: HistoryCase): number {
  return Math.log1p(Math.max(SUSPECTED_PERCENT, tolerancePercent) / 100);
}

function deviationOf(view: View, given: HistoryCase): number {
  return view.name === 'lowEnd' ? barFor(view, given).deviation : view.margin.deviation;
}

function inWords(log: number): string {
  return percentTextOf(log, true);
}
