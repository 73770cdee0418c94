import type { Metric } from '../../model/metric.ts';
import type { MetricEvidence } from '../../model/metric-result.ts';
import type { StatisticalMethod } from '../../model/statistics.ts';
import type { Change, ThresholdBounds, ValidationResult } from '../../model/verdict.ts';

/** A past run of a metric, as the judge sees it. */
export interface PastFigure {
  /** In the metric's unit. */
  readonly value: number;
  /** The weight that it left to the runs before it. */
  readonly decayFactor: number;
}

/** What a judge of metrics is given. */
export interface MetricCase {
  readonly metric: Metric;
  /** Past runs that count, oldest first. */
  readonly history: readonly PastFigure[];
  /** Runs of this metric that cannot be compared with this one, in words. */
  readonly incomparable: readonly string[];
  /** Whether it is not known what past runs there are. Default: it is. */
  readonly isUnread?: boolean | undefined;
  /** This run's figure, in the metric's unit. */
  readonly value: number;
  readonly evidence: MetricEvidence;
  /** How many processes it is made from; 1 where nobody knows of more. */
  readonly processes: number;
  /** The least standard deviation between runs to reckon with, on the logarithmic scale. Default: none. */
  readonly leastDeviation?: number;
  readonly thresholdFactor: number;
  /** Changes for the worse below this are never regressions, in percent. Default: by how the metric scatters. */
  readonly tolerancePercent?: number;
  readonly statisticalMethod: StatisticalMethod;
  /** Of the interval that is reported. */
  readonly confidenceLevel: number;
}

/** Its result. */
export interface MetricJudgement {
  /** Of the figure itself, in percent of the baseline: positive is more. Null where there is no baseline, or it is 0. */
  readonly change: Change | null;
  readonly validation: ValidationResult;
  readonly thresholds: ThresholdBounds;
  /** Whether it is left open, so that it must not become a part of the baseline. Default: no. */
  readonly isDisputed?: boolean;
  /** Why, as the end of a sentence. */
  readonly whyDisputed?: string;
}
