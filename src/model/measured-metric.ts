import type { Metric } from './metric.ts';

/**
 * What a run has of a metric, by whoever measured it, in the metric's unit (seconds, bytes, per second; never milliseconds or kilobytes). The less
 * there is, the less a verdict can see:
 * - `processes`: the figures of several processes that were started for it, process by process;
 * - `samples`: the figures of one process;
 * - `summary`: a mean, a median or the like, without what it was made from.
 */
export type MeasuredFigures =
  | { readonly kind: 'processes'; readonly processes: readonly (readonly number[])[] }
  | { readonly kind: 'samples'; readonly samples: readonly number[] }
  | {
      readonly kind: 'summary';
      /** Standard deviation of what it was made from; null where that is not known. */
      readonly deviation: number | null;
      /** How many figures it was made from; null where that is not known. */
      readonly count: number | null;
    };

/** One metric of a test or a benchmark, as it was measured: by evenkeel or by another harness. */
export interface MeasuredMetric extends Metric {
  /** The figure that whoever measured it puts first, in `unit`: its mean, score or estimate; the median where lines repeat. */
  readonly value: number;
  /** What `value` was made from, as far as that is told. */
  readonly figures: MeasuredFigures;
  /**
   * By how much `value` may differ from run to run by the way it is measured, as a share of it; what its processes differ by counts
   * as well then. Default: what is known of its kind.
   */
  readonly relativeError?: number;
  /** How it was measured, where there are several ways; a sentence. */
  readonly how?: string;
}
