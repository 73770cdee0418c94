import type { Metric } from './metric.ts';
import type { Change } from './verdict.ts';

/**
 * How two candidates differ in a metric, as far as that is sure:
 * - `better`, `worse`: the interval leaves out that they are equal;
 * - `alike`: they may be equal, and differ by `tolerancePercent` at most;
 * - `open`: the evidence does not say.
 */
export type CandidateRelation = 'better' | 'worse' | 'alike' | 'open';

/** How one candidate differs from another in a metric. */
export interface CandidateDifference {
  /** Name of the metric. */
  readonly metric: string;
  /**
   * In percent of the other one: positive is more. The interval holds for all pairs and metrics of the comparison at once. Null
   * where the metric was not measured or is 0 somewhere, which has no percents.
   */
  readonly change: Change | null;
  /** What is sure of it. */
  readonly relation: CandidateRelation;
}

/** Two candidates, held against each other. */
export interface CandidatePair {
  /** The one that is spoken of. */
  readonly candidate: string;
  /** What it is held against: the one of the two that was declared first. */
  readonly against: string;
  /** One for each metric. */
  readonly differences: readonly CandidateDifference[];
}

/** A figure of a candidate. */
export interface CandidateFigure {
  /** Name of the metric. */
  readonly metric: string;
  /** In the metric's unit: the median of its processes; null where it was not measured. */
  readonly value: number | null;
}

/** One of the functions of a comparison. */
export interface CandidateStanding {
  /** What the file calls it. */
  readonly name: string;
  /** One for each metric. */
  readonly figures: readonly CandidateFigure[];
  /**
   * Whether another one is surely as good in every metric (not worse by more than `tolerancePercent`), and better by more than
   * that in one. Those of which this is false are the Pareto front, as far as the evidence shows it.
   */
  readonly isDominated: boolean;
  /** The one of which it is surest that it dominates this one; null where nothing speaks for that. */
  readonly dominatedBy: string | null;
  /** How sure that is, from 0 to 1, for all such statements about this comparison together. */
  readonly confidence: number;
}

/** What became of a declared preference. */
export interface CandidatePreference {
  /** As the file has it: metrics that are to be small, the most important first, and limits. */
  readonly prefer: readonly string[];
  /** The one that is to be preferred for sure; null where the evidence does not say. */
  readonly winner: string | null;
  /** Which may still be the best, the winner alone where there is one; none where none keeps the limits. */
  readonly possible: readonly string[];
  /** The answer in words. */
  readonly message: string;
}

/**
 * What a comparison of several functions, or of two by several metrics, says of all of them.
 *
 * @example
 * import type { CandidatesResult } from 'evenkeel';
 *
 * function front({ candidates }: CandidatesResult): readonly string[] {
 *   return candidates.filter(({ isDominated }) => !isDominated).map(({ name }) => name);
 * }
 */
export interface CandidatesResult {
  /** Full name of the comparison. */
  readonly testName: string;
  /** Its file, relative to the working directory or the project; null where none is known. */
  readonly file: string | null;
  /** What they were compared by, in the declared order. */
  readonly metrics: readonly Metric[];
  /** The functions, the baseline first. */
  readonly candidates: readonly CandidateStanding[];
  /** Each against each. */
  readonly pairs: readonly CandidatePair[];
  /** How sure the intervals of all pairs and the preference are together, from 0 to 1; and, together, who is dominated. */
  readonly confidenceLevel: number;
  /** Differences up to this do not count, in percent. */
  readonly tolerancePercent: number;
  /** What the file prefers, and which one that is; null where it says nothing. */
  readonly preference: CandidatePreference | null;
  /** Who is dominated, in words. */
  readonly message: string;
  /** Why less is said than was asked for. */
  readonly warnings: readonly string[];
}
