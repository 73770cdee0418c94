import type { FigureSummary, FileTestMethod } from '../../model/compared-files.ts';
import { hodgesLehmann } from '../../statistics/core/hodges-lehmann.ts';
import { mean } from '../../statistics/core/mean.ts';
import { median } from '../../statistics/core/median.ts';
import { medianRanks } from '../../statistics/core/median-ranks.ts';
import { leastRankSumPValue, rankSumPValue } from '../../statistics/core/rank-sum.ts';
import { standardDeviation } from '../../statistics/core/standard-deviation.ts';
import { studentTQuantile } from '../../statistics/core/student-t.ts';
import { studentTPValue } from '../../statistics/core/welch.ts';
import { FILES_ALPHA, LEAST_PAIR_DEVIATION } from '../constants.ts';
import { percentOf } from '../percent.ts';
import type { FiguresOfSide } from './case.ts';

/** What two sides say of each other, by the figures that they hold and nothing else. */
export interface Difference {
  readonly method: FileTestMethod;
  readonly pValue: number | null;
  /** Of the shift, in percent. */
  readonly interval: readonly [number, number] | null;
}

const CONFIDENCE = 1 - FILES_ALPHA;

/** A side for people: what benchstat shows of it. */
export function summaryOfSide({ estimate, processes, evidence }: FiguresOfSide): FigureSummary {
  const figures = processes.flat();
  const sorted = figures.toSorted((a, b) => a - b);
  const [low, high] = medianRanks(sorted.length, CONFIDENCE);
  return {
    center: evidence === 'summary' ? estimate : median(figures),
    interval: low < 1 || high > sorted.length ? null : [sorted[low - 1]!, sorted[high - 1]!],
    count: figures.length,
    evidence,
    processes: processes.length,
  };
}

/**
 * Holds two sides against each other: by benchstat's rank test and Hodges and Lehmann's shift of the logarithms where there are enough
 * figures for either, else by a t-test of the logarithms.
 * @param canScatter whether equal figures may have been so by chance.
 */
export function differenceOf(base: FiguresOfSide, head: FiguresOfSide, canScatter: boolean): Difference {
  const [before, after] = [base.processes.flat(), head.processes.flat()];
  if (leastRankSumPValue(before.length, after.length) <= FILES_ALPHA) {
    return { method: 'mann_whitney', pValue: rankSumPValue(before, after), interval: shiftOf(before, after) };
  }
  const estimates = [estimateOf(base, canScatter), estimateOf(head, canScatter)] as const;
  if (estimates[0] === null || estimates[1] === null) return { method: 'none', pValue: null, interval: null };
  const isOfFigures = before.length > 1 && after.length > 1;
  return { method: isOfFigures ? 'welch_t' : 'welch_t_of_summaries', ...welch(estimates[0], estimates[1]) };
}

// What is 0 has no logarithm.
function shiftOf(before: readonly number[], after: readonly number[]): readonly [number, number] | null {
  if (![...before, ...after].every((figure) => figure > 0)) return null;
  const { interval } = hodgesLehmann(before.map(Math.log), after.map(Math.log), CONFIDENCE);
  return [percentOf(interval[0]), percentOf(interval[1])];
}

/** A mean of logarithms, and how sure it is. */
interface LogEstimate {
  readonly location: number;
  readonly variance: number;
  readonly degreesOfFreedom: number;
}

function estimateOf({ processes, summary, estimate }: FiguresOfSide, canScatter: boolean): LogEstimate | null {
  const figures = processes.flat();
  if (!figures.every((figure) => figure > 0)) return null;
  // A few figures that happen to lie close together must not make for certainty.
  const least = canScatter ? LEAST_PAIR_DEVIATION : 0;
  if (figures.length > 1) {
    const logs = figures.map(Math.log);
    const variance = Math.max(least, standardDeviation(logs)) ** 2 / logs.length;
    return { location: mean(logs), variance, degreesOfFreedom: logs.length - 1 };
  }
  if (summary === null || summary.count < 2) return null;
  const variance = Math.max(least, summary.deviation / estimate) ** 2 / summary.count;
  return { location: Math.log(estimate), variance, degreesOfFreedom: summary.count - 1 };
}

function welch(base: LogEstimate, head: LogEstimate): Pick<Difference, 'pValue' | 'interval'> {
  const shift = head.location - base.location;
  const variance = base.variance + head.variance;
  if (variance === 0) return { pValue: shift === 0 ? 1 : 0, interval: [percentOf(shift), percentOf(shift)] };
  const parts = [base, head].reduce((sum, each) => sum + each.variance ** 2 / each.degreesOfFreedom, 0);
  const degreesOfFreedom = variance ** 2 / parts;
  const error = Math.sqrt(variance);
  const reach = studentTQuantile(1 - FILES_ALPHA / 2, degreesOfFreedom) * error;
  return {
    pValue: studentTPValue(shift / error, degreesOfFreedom, 'two-sided'),
    interval: [percentOf(shift - reach), percentOf(shift + reach)],
  };
}
