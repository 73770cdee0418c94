import { decayedMedian } from '../../statistics/core/decayed-median.ts';
import { median } from '../../statistics/core/median.ts';
import {
  ANCHOR_RUNS,
  DRIFT_TOLERANCE_PERCENT,
  HEADROOM_ALONE,
  RUNS_FOR_DRIFT,
  RUNS_TO_FOLLOW,
  SHARE_OF_VIEW,
  SHARED_RATE,
} from '../constants.ts';
import {
  heedingJitter,
  heedingProcesses,
  hiddenBySpreadPercent,
  leastWidthFor,
  type Margin,
  type MarginOptions,
  marginFor,
  priorFor,
  type SharedSpread,
} from '../margin.ts';
import { meanError, stepDeviation, upperReach } from '../spread.ts';
import type { HistoryCase } from './case.ts';
import { interruptedShare } from './interruptions.ts';
import type { MachineEffect } from './machine.ts';
import { type Outstanding, type Series, seriesOf } from './series.ts';

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
  /** What is never beyond the margin. */
  readonly tolerance: number;
  /** The slow-down that the spread alone passes off as noise, in percent. */
  readonly hiddenPercent: number;
  /** Looks beyond the margin on the slow side, and on the quick one. */
  readonly slowLooks: number;
  readonly quickLooks: number;
  readonly looks: number;
  /** Standard error of `shift` by the disagreement of the run's own processes. */
  readonly error: number;
  readonly outstanding: Outstanding;
  readonly machine: MachineEffect;
  /** The share of its processes that other programs interrupted in their quickest samples, from 0 to 1. */
  readonly interrupted: number;
  /** `shift` of the view of processor time; null where that is not known. */
  readonly workShift: number | null;
  /** Of a test that shares its process with others. */
  readonly oneProcess: OneProcess | null;
  /** Whether all looks may share what is slower, because most of the past was made elsewhere or long ago. */
  readonly isFromElsewhere: boolean;
  readonly runs: number;
  /** The runs that it is held against, and what the processes of each past run leave open: logarithms. */
  readonly past: readonly number[];
  readonly pastErrors: readonly number[];
}

/** What a test that shares its process with others says of waiting. */
export interface OneProcess {
  /** The fewest samples that a look took. */
  readonly samples: number;
  /** `shift` of the low end, and of processor time; null where that is not known. */
  readonly clockShift: number;
  readonly workShift: number | null;
}

/** A view without what another one has a say in. */
type OwnView = Omit<View, 'interrupted' | 'workShift' | 'oneProcess'>;

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
  const clock = againstBaseline('lowEnd', lowEnd, given, falseAlarmRate);
  const workShift = cpuTime?.shift ?? null;
  const common = { workShift, oneProcess: oneProcessOf(given, clock.shift, workShift) };
  const interrupted = interruptedShare(given.looks);
  return [
    { ...clock, ...common, interrupted },
    // Others' turns are no part of processor time.
    ...(cpuTime ? [{ ...cpuTime, ...common, interrupted: 0 }] : []),
    ...(showsDrift(given) ? [{ ...againstAnchor(lowEnd, given, falseAlarmRate), ...common, interrupted }] : []),
  ];
}

function oneProcessOf({ looks, method }: HistoryCase, clockShift: number, workShift: number | null): OneProcess | null {
  const samples = looks.flat().flatMap((process) => process.samples ?? []);
  if (method !== 'in_process' || samples.length === 0) return null;
  return { samples: Math.min(...samples), clockShift, workShift };
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
  const falseAlarmRate = rate * SHARE_OF_VIEW[name];
  // Runs of a single process have heavier tails than a normal law, and nothing but the past to be held against.
  const isAlone = given.method !== 'fresh_processes';
  const leastWidth = isAlone
    ? HEADROOM_ALONE * upperReach(series.past, center, falseAlarmRate)
    : leastWidthFor(given.method);
  const shared = sharedSpread(series, given, SHARE_OF_VIEW[name]);
  return viewOf(name, series, given, center, { prior, falseAlarmRate, leastWidth, rate, ...(shared && { shared }) });
}

/**
 * The low end against the oldest runs. Their spread is that of steps from run to run, because runs that drift lie far
 * apart without being noisy.
 */
function againstAnchor(series: Series, given: HistoryCase, rate: number): OwnView {
  const anchor = series.past.slice(0, ANCHOR_RUNS);
  const own = priorFor(given.method, series.aspect);
  const prior = { ...own, deviation: Math.max(own.deviation, stepDeviation(series.past)) };
  const shared = sharedSpread(series, given, SHARE_OF_VIEW.drift);
  return viewOf('drift', series, given, median(anchor), {
    prior,
    ...(shared && { shared }),
    rate,
    falseAlarmRate: rate * SHARE_OF_VIEW.drift,
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
  /** Chance that one look at unchanged code seems slower, in any view. */
  readonly rate: number;
}

function viewOf(name: View['name'], series: Series, given: HistoryCase, center: number, options: ViewOptions): OwnView {
  const { estimates = series.past, worth, tolerancePercent = given.tolerancePercent, rate: _rate, ...rest } = options;
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
    tolerance: Math.log1p(tolerancePercent / 100),
    hiddenPercent: hiddenBySpreadPercent(margin, options.rate),
    slowLooks: beyond.filter((side) => side === 'slow').length,
    quickLooks: beyond.filter((side) => side === 'quick').length,
    looks: beyond.length,
    error: series.error,
    outstanding: series.outstanding,
    machine: series.machine,
    isFromElsewhere: options.shared !== undefined,
    runs: estimates.length,
    past: estimates,
    pastErrors: series.pastErrors,
  };
}
