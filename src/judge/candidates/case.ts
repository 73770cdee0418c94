import type { Metric } from '../../model/metric.ts';
import type { Wish } from '../../model/wish.ts';

/** What was measured of several candidates in one metric. Candidates are known by their places. */
export interface MetricEvidence {
  readonly metric: Metric;
  /** Of each candidate, in the metric's unit: a value for each round, in which all candidates took turns. None where it was not measured. */
  readonly values: readonly (readonly number[])[];
  /** ln(candidate ÷ other) of each round, where more is known of it than what the values say. */
  readonly logRatios?: ((candidate: number, other: number) => readonly number[]) | undefined;
  /** By how much a candidate differs from itself, as a logarithm of a ratio: it is no difference between two. Default: by how the metric scatters. */
  readonly allowance?: ((candidate: number, other: number) => number) | undefined;
}

/** What candidates are judged on. */
export interface CandidatesCase {
  /** The baseline first. */
  readonly names: readonly string[];
  readonly evidence: readonly MetricEvidence[];
  readonly wishes: readonly Wish[];
  readonly confidenceLevel: number;
  readonly tolerancePercent: number;
  /** Why nothing may be said of them, as a sentence; null where nothing speaks against it. */
  readonly objection: string | null;
}
