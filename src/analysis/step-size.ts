import { hodgesLehmann } from '../statistics/core/hodges-lehmann.ts';

/** A change in percent of what was before, with an interval at 95 %. */
export interface StepSize {
  /** Percent; positive where the values rose. */
  readonly changePercent: number;
  /** Lower and upper end, in percent. */
  readonly interval: readonly [low: number, high: number];
}

const CONFIDENCE = 0.95;

/**
 * How far the values after a step lie from those before it: Hodges and Lehmann's shift, whose interval is widened by what
 * autocorrelation takes away.
 * @param toPercent makes a percentage of a shift in the unit of the values.
 */
export function stepSize(
  before: Float64Array,
  after: Float64Array,
  widen: number,
  toPercent: (shift: number) => number,
): StepSize {
  const { estimate, interval } = hodgesLehmann(before, after, CONFIDENCE);
  const [low, high] = interval.map((end) => toPercent(estimate + (end - estimate) * widen));
  return { changePercent: toPercent(estimate), interval: [low!, high!] };
}
