import type { Aspect, MeasurementMethod } from '../model/measurement.ts';
import type { StatisticalMethod } from '../model/statistics.ts';
import { median } from '../statistics/median.ts';
import { studentTQuantile } from '../statistics/student-t.ts';
import type { Look } from './history/case.ts';
import { meanError, type Spread, type SpreadPrior, spreadBetweenRuns } from './spread.ts';

/** How sure to be. */
export interface MarginOptions {
  /** Chance that one look at unchanged code lies beyond the margin. */
  readonly falseAlarmRate: number;
  /** Widens the margin: 1.2 leaves 20 % of head-room. */
  readonly thresholdFactor: number;
  /** Changes below this are never beyond the margin, in percent. */
  readonly tolerancePercent: number;
  readonly prior: SpreadPrior;
  /** What is left open of the machine's part, on the logarithmic scale. Default 0. */
  readonly machineDeviation?: number;
  /** The margin is no narrower than this, on the logarithmic scale. Default 0. */
  readonly leastWidth?: number;
  /** What all looks of a run share, so that none of them confirms it. Default: nothing. */
  readonly shared?: SharedSpread;
  /** How many independent runs the baseline is worth. Default: as many as there are. */
  readonly worth?: number;
  /** How the runs' spread is estimated: by their MAD, their standard deviation, or by resampling them. */
  readonly statisticalMethod: StatisticalMethod;
}

/** The part of the spread between runs that another look at the same run does not draw anew. */
export interface SharedSpread {
  /** Standard deviation of what every look does draw anew, on the logarithmic scale. */
  readonly processDeviation: number;
  /** Chance that the shared part of unchanged code lies beyond the margin. */
  readonly falseAlarmRate: number;
}

/** How far a new run may lie from the baseline; everything on the logarithmic scale. */
export interface Margin {
  readonly width: number;
  /** Standard deviation of (new run − baseline), both being uncertain. */
  readonly deviation: number;
  /** Standard deviation between runs. */
  readonly spread: number;
  readonly degreesOfFreedom: number;
}

// Nine in ten: the usual power at which a detectable effect is stated. A regression near the margin takes three looks that
// see it, and chance has a say in each.
const POWER = 0.9;
const POWER_OF_A_LOOK = Math.cbrt(POWER);

const WEIGHT = 4;
const deviations: Readonly<Record<MeasurementMethod, number>> = {
  fresh_processes: 0.025,
  // A single process is one throw of the compiler's dice.
  in_process: 0.05,
  samples: 0.05,
};
// A mean moves about twice as much as a low end, also one of processor time.
const TIMES: Readonly<Record<Aspect, number>> = { lowEnd: 1, cpuTime: 2 };

/** What is believed of the spread between runs of a method before any were seen. */
export function priorFor(method: MeasurementMethod, aspect: Aspect = 'lowEnd'): SpreadPrior {
  return { deviation: TIMES[aspect] * deviations[method], weight: WEIGHT };
}

// Also the steadiest of functions moves by 3 % from one hour to the next, and so far in one direction that three looks in
// a row see it (recorded noise).
const STEADIEST_PERCENT = 3.5;

/** The narrowest margin of a method's low end, on the logarithmic scale. Single processes have none of their own. */
export function leastWidthFor(method: MeasurementMethod): number {
  return method === 'fresh_processes' ? Math.log1p(STEADIEST_PERCENT / 100) : 0;
}

/**
 * A prior that does not promise more than the runs themselves: where the processes of past runs disagree by more than
 * it says, runs will as well.
 * @param errors `processError` of each past run.
 */
export function heedingProcesses(prior: SpreadPrior, errors: readonly number[]): SpreadPrior {
  return { ...prior, deviation: Math.max(prior.deviation, meanError(errors)) };
}

// In live recordings of a busy machine the control kernel's median lay 9 to 14 % above its low end, and 16 to 21 % in a
// quarter of the processes: beyond 10 % it says more than the prior of fresh processes.
const SPREAD_OF_JITTER = 0.25;
// The kernel that waits with asynchronous code is restless beyond measure on a busy machine: by ln 2.7, where a function
// that slept for 20 ms differed by 0.3 % between processes. With this bound the live recordings gave the same verdicts.
const MOST_SPREAD_OF_JITTER = 0.06;

/**
 * A prior that does not promise more than the machine allows, as the control kernel feels it while the test is measured:
 * the code under test has no part in that.
 */
export function heedingJitter(prior: SpreadPrior, looks: readonly Look[]): SpreadPrior {
  const known = looks.flat().flatMap(({ controlJitter }) => controlJitter ?? []);
  if (known.length === 0) return prior;
  const spread = Math.min(MOST_SPREAD_OF_JITTER, SPREAD_OF_JITTER * median(known));
  return { ...prior, deviation: Math.max(prior.deviation, spread) };
}

/**
 * Margin for a new run among past ones: a prediction interval of Student's t, whose deviation is the runs' own with a
 * prior. The new run has no say in it, so a regression cannot widen its own threshold.
 *
 * @param logEstimates logarithms of the past runs' estimates, at least one.
 */
export function marginFor(logEstimates: readonly number[], options: MarginOptions): Margin {
  const { machineDeviation = 0, leastWidth = 0, worth = logEstimates.length, shared } = options;
  const spread: Spread = spreadBetweenRuns(logEstimates, options.prior, options.statisticalMethod);
  const deviation = Math.hypot(spread.deviation * Math.sqrt(1 + 1 / worth), machineDeviation);
  const quantile = (chance: number) => studentTQuantile(1 - chance, spread.degreesOfFreedom);
  const common = shared ? sharedDeviation(spread.deviation, shared) * Math.sqrt(1 + 1 / worth) : 0;
  const anew = Math.sqrt(deviation ** 2 - common ** 2) * quantile(options.falseAlarmRate);
  const reach = shared ? Math.hypot(anew, common * quantile(shared.falseAlarmRate)) : anew;
  const tolerance = Math.log1p(options.tolerancePercent / 100);
  const width = Math.max(tolerance, leastWidth, options.thresholdFactor * reach);
  return { width, deviation, spread: spread.deviation, degreesOfFreedom: spread.degreesOfFreedom };
}

// Processes that disagree much would explain all of a spread; some of it is never theirs.
const LEAST_SHARE = 0.25;

function sharedDeviation(deviation: number, { processDeviation }: SharedSpread): number {
  return Math.sqrt(Math.max(LEAST_SHARE * deviation ** 2, deviation ** 2 - processDeviation ** 2));
}

/** The slow-down that three looks see beyond the margin nine times in ten, in percent. */
export function minimumDetectableChangePercent({ width, deviation, degreesOfFreedom }: Margin): number {
  return 100 * Math.expm1(width + studentTQuantile(POWER_OF_A_LOOK, degreesOfFreedom) * deviation);
}

/** The slow-down that the spread alone passes off as noise, in percent: the margin without head-room and tolerance. */
export function hiddenBySpreadPercent({ deviation, degreesOfFreedom }: Margin, falseAlarmRate: number): number {
  return 100 * Math.expm1(studentTQuantile(1 - falseAlarmRate, degreesOfFreedom) * deviation);
}
