import type { Aspect, MeasurementMethod } from '../model/measurement.ts';
import type { StatisticalMethod } from '../model/statistics.ts';
import { median } from '../statistics/core/median.ts';
import { studentTQuantile } from '../statistics/core/student-t.ts';
import {
  DETECTABLE_POWER,
  LEAST_SHARED,
  MOST_SPREAD_OF_JITTER,
  PRIOR_DEVIATION,
  PRIOR_TIMES,
  PRIOR_WEIGHT,
  SPREAD_OF_JITTER,
  STEADIEST_PERCENT,
} from './constants.ts';
import type { Look } from './evidence.ts';
import { percentOf } from './percent.ts';
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

// A regression near the margin takes three looks that see it, and chance has a say in each.
const POWER_OF_A_LOOK = Math.cbrt(DETECTABLE_POWER);

/** What is believed of the spread between runs of a method before any were seen. */
export function priorFor(method: MeasurementMethod, aspect: Aspect = 'lowEnd'): SpreadPrior {
  return { deviation: PRIOR_TIMES[aspect] * PRIOR_DEVIATION[method], weight: PRIOR_WEIGHT };
}

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

function sharedDeviation(deviation: number, { processDeviation }: SharedSpread): number {
  return Math.sqrt(Math.max(LEAST_SHARED * deviation ** 2, deviation ** 2 - processDeviation ** 2));
}

/** The slow-down that three looks see beyond the margin nine times in ten, in percent. */
export function minimumDetectableChangePercent({ width, deviation, degreesOfFreedom }: Margin): number {
  return percentOf(width + studentTQuantile(POWER_OF_A_LOOK, degreesOfFreedom) * deviation);
}

/** The slow-down that the spread alone passes off as noise, in percent: the margin without head-room and tolerance. */
export function hiddenBySpreadPercent({ deviation, degreesOfFreedom }: Margin, falseAlarmRate: number): number {
  return percentOf(studentTQuantile(1 - falseAlarmRate, degreesOfFreedom) * deviation);
}
