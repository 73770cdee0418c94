import { decayedMedian } from '../../statistics/decayed-median.ts';
import { median } from '../../statistics/median.ts';
import {
  heedingJitter,
  heedingProcesses,
  leastWidthFor,
  type Margin,
  type MarginOptions,
  marginFor,
  priorFor,
  type SharedSpread,
} from '../margin.ts';
import { meanError, stepDeviation, upperReach } from '../spread.ts';
import type { HistoryCase } from './case.ts';
import { mayBeOthers } from './interruptions.ts';
import type { MachineEffect } from './machine.ts';
import { type Series, seriesOf } from './series.ts';

/** A run held against the past in one way; everything on the logarithmic scale. */
export interface View {
  readonly name: 'lowEnd' | 'cpuTime' | 'drift';
  /** Where the past lies, in seconds per call. */
  readonly baseline: number;
  /** What it leads to expect on the machine as it is now, in seconds per call. */
  readonly expected: number;
  /** ln(run ÷ expected). */
  readonly shift: number;
  readonly margin: Margin;
  /** Looks beyond the margin on the slow side, and on the quick one. */
  readonly slowLooks: number;
  readonly quickLooks: number;
  readonly looks: number;
  /** Whether the run's own processes agree that it is slower. */
  readonly isClear: boolean;
  readonly machine: MachineEffect;
  /** Whether all looks may share what is slower, because most of the past was made elsewhere or long ago. */
  readonly isFromElsewhere: boolean;
  /** It could be time that other programs had the processor for: see `interruptions.ts`. */
  readonly mayBeOthers: boolean;
  readonly runs: number;
}

/** A view without what another one has a say in. */
type OwnView = Omit<View, 'mayBeOthers'>;

// The steady low end gets most of the chance of a false alarm; what only the others see may be larger.
const SHARES = { lowEnd: 0.8, cpuTime: 0.1, drift: 0.1 } as const;
// A slow-down of fewer standard errors than this, by the run's own processes, may be theirs. With it, replayed looks at
// unchanged code gave no false alarm where they gave five without (docs/decisions/0004-first-judge.md).
const CLEAR_ERRORS = 3.5;
// Noise only adds time, so code that is slower is slower in its quickest processes as well. Where those reach what the
// quickest of the past reached, it is the machine: with 4.5 processes to a processor this ended every false alarm of the
// live recording but one (docs/decisions/0012-judging-runs.md).
const SHARE_OF_THE_QUICKEST = 0.5;
// Bursts make runs of a single process alike that are close in time, so the past's reach alone is exceeded too often: in
// recorded noise by 5.3 % of unchanged runs at a level of 5 %.
const HEADROOM_ALONE = 1.2;
// What is shared by all looks is judged once, so its rate is that of a verdict.
const SHARED_RATE = 0.001;
// Drift is looked for between the oldest runs and this one, with enough runs between them that it is no step.
const ANCHOR_RUNS = 5;
const RUNS_FOR_DRIFT = 10;
const DRIFT_TOLERANCE_PERCENT = 5;
// An improvement that so many runs in a row confirm becomes the baseline.
const RUNS_TO_FOLLOW = 3;
// Of a median of several runs, against a single run's one (Kendall and Stuart, The Advanced Theory of Statistics, vol. 1).
const MEDIAN_VARIANCE = Math.PI / 2;

/** All views that the evidence allows: the low end always. */
export function viewsOf(given: HistoryCase, falseAlarmRate: number): readonly View[] {
  const lowEnd = seriesOf(given, 'lowEnd')!;
  const start = startOfImprovement(lowEnd.past, given, falseAlarmRate);
  if (start > 0) return viewsOf({ ...given, history: given.history.slice(start) }, falseAlarmRate);
  const cpuTimeSeries = seriesOf(given, 'cpuTime');
  const cpuTime =
    cpuTimeSeries && againstBaseline('cpuTime', withLowEndOf(lowEnd, cpuTimeSeries), given, falseAlarmRate);
  const byTheClock = (view: OwnView): View => ({
    ...view,
    mayBeOthers: mayBeOthers(given.looks, view.shift, cpuTime?.shift ?? 0),
  });
  return [
    byTheClock(againstBaseline('lowEnd', lowEnd, given, falseAlarmRate)),
    ...(cpuTime ? [{ ...cpuTime, mayBeOthers: false }] : []),
    ...(showsDrift(given) ? [byTheClock(againstAnchor(lowEnd, given, falseAlarmRate))] : []),
  ];
}

// Processor time feels neighbours in the caches as well, and the control kernel's low end tells of them more clearly than
// its mean.
function withLowEndOf(lowEnd: Series, cpuTime: Series): Series {
  const beyond = Math.max(lowEnd.machine.beyond, cpuTime.machine.beyond);
  return { ...cpuTime, machine: { ...cpuTime.machine, beyond } };
}

/**
 * Where the runs begin that are all faster than those before them, by more than their margin: from there on they are
 * the baseline, because so many runs are no good luck. 0 where there is no such place.
 */
function startOfImprovement(past: readonly number[], given: HistoryCase, falseAlarmRate: number): number {
  const { thresholdFactor, tolerancePercent, statisticalMethod, method } = given;
  const options = { thresholdFactor, tolerancePercent, statisticalMethod, falseAlarmRate, prior: priorFor(method) };
  for (let start = 1; start <= past.length - RUNS_TO_FOLLOW; start++) {
    const slowest = Math.max(...past.slice(start));
    const before = past.slice(0, start);
    // Most often that settles it, and a margin takes longer to calculate.
    if (slowest < Math.min(...before) && slowest < median(before) - marginFor(before, options).width) return start;
  }
  return 0;
}

// A single process says too little to tell drift from a bad moment.
function showsDrift({ history, method }: HistoryCase): boolean {
  return history.length >= RUNS_FOR_DRIFT && method === 'fresh_processes';
}

function againstBaseline(name: 'lowEnd' | 'cpuTime', series: Series, given: HistoryCase, rate: number): OwnView {
  const center = Math.log(
    decayedMedian(
      series.past.map(Math.exp),
      given.history.map(({ decayFactor }) => decayFactor),
    ),
  );
  const prior = heedingJitter(heedingProcesses(priorFor(given.method, series.aspect), series.pastErrors), given.looks);
  const falseAlarmRate = rate * SHARES[name];
  // Runs of a single process have heavier tails than a normal law, and nothing but the past to be held against.
  const isAlone = given.method !== 'fresh_processes';
  const leastWidth = isAlone
    ? HEADROOM_ALONE * upperReach(series.past, center, falseAlarmRate)
    : leastWidthFor(given.method);
  const shared = sharedSpread(series, given, SHARES[name]);
  return viewOf(name, series, given, center, { prior, falseAlarmRate, leastWidth, ...(shared && { shared }) });
}

/**
 * The low end against the oldest runs. Their spread is that of steps from run to run, because runs that drift lie far
 * apart without being noisy.
 */
function againstAnchor(series: Series, given: HistoryCase, rate: number): OwnView {
  const anchor = series.past.slice(0, ANCHOR_RUNS);
  const own = priorFor(given.method, series.aspect);
  const prior = { ...own, deviation: Math.max(own.deviation, stepDeviation(series.past)) };
  const shared = sharedSpread(series, given, SHARES.drift);
  return viewOf('drift', series, given, median(anchor), {
    prior,
    ...(shared && { shared }),
    falseAlarmRate: rate * SHARES.drift,
    estimates: anchor,
    worth: ANCHOR_RUNS / MEDIAN_VARIANCE,
    tolerancePercent: Math.max(DRIFT_TOLERANCE_PERCENT, given.tolerancePercent),
  });
}

/**
 * What the looks of this run share, where most of the past was made elsewhere or long ago: a machine that is a little
 * slower by its place, its memory's layout or the hour is so in every look. Undefined where the past is of one
 * machine session with this run: its spread comes and goes within minutes, so a later look draws it anew (of recorded noise, runs a
 * minute apart correlate by 0.0 to 0.4).
 */
function sharedSpread(
  { pastErrors }: Series,
  { history, method }: HistoryCase,
  share: number,
): SharedSpread | undefined {
  const near = history.filter(({ isOfSameMachineSession = true }) => isOfSameMachineSession).length;
  if (method !== 'fresh_processes' || 2 * near >= history.length) return undefined;
  return { processDeviation: meanError(pastErrors), falseAlarmRate: share * SHARED_RATE };
}

interface ViewOptions extends Pick<MarginOptions, 'prior' | 'falseAlarmRate' | 'leastWidth' | 'shared'> {
  /** The past that sets the margin. Default: all of it. */
  readonly estimates?: readonly number[];
  readonly worth?: number;
  readonly tolerancePercent?: number;
}

function viewOf(name: View['name'], series: Series, given: HistoryCase, center: number, options: ViewOptions): OwnView {
  const { estimates = series.past, worth, tolerancePercent = given.tolerancePercent, ...rest } = options;
  const { thresholdFactor, statisticalMethod } = given;
  const marginOn = ({ deviation }: MachineEffect) =>
    marginFor(estimates, {
      ...rest,
      thresholdFactor,
      statisticalMethod,
      tolerancePercent,
      machineDeviation: deviation,
      ...(worth !== undefined && { worth }),
    });
  const margin = marginOn(series.machine);
  const shift = series.now - center;
  const beyond = series.each.map((each, i) => {
    const { width } = marginOn(series.effects[i]!);
    // The machine may excuse a run, but not accuse it: what is only slower once a quick machine's part is taken off is
    // not believed to be.
    const asMeasured = each + series.effects[i]!.correction;
    if (Math.min(each, asMeasured) - center > width) return 'slow';
    return Math.max(each, asMeasured) - center < -width ? 'quick' : 'within';
  });
  return {
    name,
    baseline: Math.exp(center),
    expected: Math.exp(center + series.machine.correction),
    shift,
    margin,
    slowLooks: beyond.filter((side) => side === 'slow').length,
    quickLooks: beyond.filter((side) => side === 'quick').length,
    looks: beyond.length,
    isClear:
      shift - Math.log1p(tolerancePercent / 100) > CLEAR_ERRORS * series.error &&
      (series.lowShift ?? shift) > SHARE_OF_THE_QUICKEST * shift &&
      series.standsOut,
    machine: series.machine,
    isFromElsewhere: options.shared !== undefined,
    runs: estimates.length,
  };
}
