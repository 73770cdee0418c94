import type { FunctionMetric } from './function-metrics.ts';

/** A part of a preference among functions. */
export type Wish = SmallWish | LimitWish;

/** The metric is to be small, if what comes before it does not decide. */
export interface SmallWish {
  readonly kind: 'small';
  readonly metric: FunctionMetric;
  /** As the file has it. */
  readonly text: string;
}

/** The metric may not be larger than this. */
export interface LimitWish {
  readonly kind: 'limit';
  readonly metric: FunctionMetric;
  readonly most: number;
  /** What `most` is of: the metric's unit, or the baseline, of which it is a share. */
  readonly of: 'unit' | 'baseline';
  /** As the file has it. */
  readonly text: string;
}
