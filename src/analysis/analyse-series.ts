import { StatisticalValidationError } from '../errors.ts';
import type { Drift, Season, SeriesAnalysis, SeriesRun, Step } from '../model/trends.ts';
import { dateOf, parseTime } from '../real-time.ts';
import { median } from '../statistics/core/median.ts';
import { MAD_TO_SIGMA, medianAbsoluteDeviation } from '../statistics/core/median-absolute-deviation.ts';
import { changePoints } from './change-points.ts';
import { notesOf } from './notes.ts';
import { seasonOf } from './season.ts';
import { serialCorrelation, widening } from './serial-correlation.ts';
import { stepSize } from './step-size.ts';
import { trendOf } from './trend.ts';

/** So many runs it takes to tell a step from chance: eight on either side. */
const FEWEST_FOR_A_STEP = 16;
/** So many since the last step to tell a drift. */
const FEWEST_FOR_A_TREND = 12;
/** Of more runs since the last step the newest count for the drift: what went on longer ago is another question. */
const MOST_FOR_A_TREND = 200;
/** A drift is told where chance would make one as clear in so many series. */
const DRIFT_LEVEL = 0.001;

/** Figures in the unit that is added and compared in: logarithms, or shares where a figure is not above zero. */
interface Scale {
  readonly values: Float64Array;
  /** A difference of values in percent. */
  percent(difference: number): number;
}

/**
 * What a history of runs says: its steps, its drift since the last of them, its rhythm, its spread. Figures are compared by
 * their logarithms, so that a step is a percentage; where one is zero or less, as shares of the median size.
 * @param runs of one metric in one environment, in the order in which they were measured.
 * @throws StatisticalValidationError where a figure is not finite.
 * @example
 * import { analyseSeries } from 'evenkeel/analysis';
 *
 * const runs = Array.from({ length: 60 }, (_, day) => ({
 *   value: (day < 40 ? 0.001 : 0.0012) * (1 + (day % 7) / 1000),
 *   recordedAt: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
 *   commit: `commit-${day}`,
 * }));
 * const [step] = analyseSeries(runs).steps;
 * console.log(step?.previousCommit, step?.commit, step?.changePercent.toFixed(0)); // commit-39 commit-40 20
 */
export function analyseSeries(runs: readonly SeriesRun[]): SeriesAnalysis {
  const { values, percent } = scaleOf(runs);
  const found = changePoints(values);
  const bounds = [0, ...found.map(({ index }) => index), values.length];
  const correlation = serialCorrelation(values);
  const widen = widening(correlation);
  const level = (i: number) => values.subarray(bounds[i]!, bounds[i + 1]!);
  const steps = found.map(({ index, pValue }, i): Step => {
    const { commit, recordedAt } = runs[index]!;
    const size = stepSize(level(i), level(i + 1), widen, percent);
    return { commit, previousCommit: runs[index - 1]!.commit, recordedAt, index, ...size, confidence: 1 - pValue };
  });
  const newest = level(found.length);
  const trend = driftOf(newest, widen, percent);
  const residuals = residualsOf(bounds, values, trend?.isDrifting ? newest : null);
  return {
    runs: runs.length,
    steps,
    trend,
    seasons: seasonsOf(runs, residuals, widen),
    spreadPercent: runs.length < 2 ? null : percent(MAD_TO_SIGMA * medianAbsoluteDeviation(residuals)),
    autocorrelation: correlation,
    effectiveRuns: newest.length / widen ** 2,
    notes: notesOf(runs, FEWEST_FOR_A_STEP),
  };
}

function scaleOf(runs: readonly SeriesRun[]): Scale {
  const values = Float64Array.from(runs, ({ value }) => value);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong !== -1) {
    throw new StatisticalValidationError(`the figure of run ${wrong} is ${values[wrong]}: give a finite number`);
  }
  if (values.every((value) => value > 0)) {
    return { values: values.map(Math.log), percent: (difference) => 100 * Math.expm1(difference) };
  }
  const size = values.length === 0 ? 1 : median(values.map(Math.abs)) || Math.max(...values.map(Math.abs)) || 1;
  return { values: values.map((value) => value / size), percent: (difference) => 100 * difference };
}

function driftOf(level: Float64Array, widen: number, percent: Scale['percent']): Drift | null {
  if (level.length < FEWEST_FOR_A_TREND) return null;
  const { slope, interval, pValue } = trendOf(level.slice(-MOST_FOR_A_TREND), widen ** 2);
  return {
    percentPerRun: percent(slope),
    interval: [percent(interval[0]), percent(interval[1])],
    pValue,
    isDrifting: pValue <= DRIFT_LEVEL,
  };
}

/** What is left without the levels, and without the drift of the newest one. */
function residualsOf(bounds: readonly number[], values: Float64Array, drifting: Float64Array | null): Float64Array {
  const residuals = values.slice();
  for (let i = 0; i + 1 < bounds.length; i++) {
    const part = residuals.subarray(bounds[i]!, bounds[i + 1]!);
    if (part.length === 0) continue;
    if (drifting !== null && i + 2 === bounds.length) {
      const { slope } = trendOf(part.slice(-MOST_FOR_A_TREND));
      for (let j = 0; j < part.length; j++) part[j]! -= slope * j;
    }
    const center = median(part);
    for (let j = 0; j < part.length; j++) part[j]! -= center;
  }
  return residuals;
}

function seasonsOf(runs: readonly SeriesRun[], residuals: Float64Array, widen: number): readonly Season[] {
  const times = runs.map(({ recordedAt }) => dateOf(parseTime(recordedAt)));
  if (times.some((time) => Number.isNaN(time.getTime()))) return [];
  const hours = times.map((time) => time.getUTCHours());
  const days = times.map((time) => time.getUTCDay());
  return [seasonOf('hour', residuals, hours, widen), seasonOf('weekday', residuals, days, widen)].filter(
    (season) => season !== null,
  );
}
