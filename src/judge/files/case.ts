import type { ComparedMetric } from '../../model/compared-files.ts';
import type { Metric } from '../../model/metric.ts';
import type { MetricEvidence } from '../../model/metric-result.ts';

/** The figures of a metric on one side. */
export interface FiguresOfSide {
  /** What verdicts are made from: the median of what processes say, each by its own; in the metric's unit. */
  readonly estimate: number;
  /** Process by process; a summary is one figure of one process. */
  readonly processes: readonly (readonly number[])[];
  readonly evidence: MetricEvidence;
  /** Of a summary, what it was made from; null where there are figures, or nobody knows. */
  readonly summary: { readonly deviation: number; readonly count: number } | null;
  /** By how much the estimate may differ from run to run by the way it is measured, as a share of it. Default: what is known of its kind. */
  readonly relativeError?: number | undefined;
}

/** Where the sides come from: files of two runs; or two revisions, whose processes one run measured in turns. */
export type SidesOf = 'files' | 'revisions';

/** What the judge of two sides is given. */
export interface FilesCase {
  readonly metric: Metric;
  readonly base: FiguresOfSide;
  readonly head: FiguresOfSide;
  /** How many metrics of all benchmarks are compared: they share one budget of false alarms. */
  readonly comparisons: number;
  /** Why the sides cannot be compared, in words; null where they can. */
  readonly incomparable: string | null;
  /** Changes for the worse below this are never regressions, in percent. Default: by how the metric scatters. */
  readonly tolerancePercent?: number | undefined;
  /** Default: files. */
  readonly of?: SidesOf;
}

/** Its result: everything that is said of a metric on both sides, but which metric it is. */
export type FilesJudgement = Omit<ComparedMetric, keyof Metric>;
