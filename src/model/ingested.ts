import type { Metric } from './metric.ts';

/**
 * What a harness tells of a metric, in the metric's unit (seconds, bytes, per second; never milliseconds or kilobytes). The less
 * there is, the less a verdict can see:
 * - `processes`: the figures of several processes that the harness started, process by process;
 * - `samples`: the figures of one process;
 * - `summary`: a mean, a median or the like, without what it was made from.
 */
export type IngestedFigures =
  | { readonly kind: 'processes'; readonly processes: readonly (readonly number[])[] }
  | { readonly kind: 'samples'; readonly samples: readonly number[] }
  | {
      readonly kind: 'summary';
      /** Standard deviation of what it was made from; null where the harness does not say it. */
      readonly deviation: number | null;
      /** How many figures it was made from; null where the harness does not say it. */
      readonly count: number | null;
    };

/** One metric of a benchmark, as another harness tells it. */
export interface IngestedMetric extends Metric {
  /** The figure that the harness itself puts first, in `unit`: its mean, score or estimate; the median where lines repeat. */
  readonly value: number;
  /** What `value` was made from, as far as the harness tells it. */
  readonly figures: IngestedFigures;
}

/** A benchmark of another harness. */
export interface IngestedBenchmark {
  /** Groups, classes and parameters included; without what names the machine. */
  readonly name: string;
  /** The most important one first; at least one, no name twice. */
  readonly metrics: readonly IngestedMetric[];
}

/** One run of another harness. */
export interface IngestedRun {
  /** Hash of the commit that was measured; null where the file does not say it. */
  readonly commit: string | null;
  /** ISO 8601; null where the file does not say it. */
  readonly recordedAt: string | null;
  /** What the file says of the machine, in one line; null where it says nothing. */
  readonly machine: string | null;
  /** In the order of the file; no name twice. */
  readonly benchmarks: readonly IngestedBenchmark[];
}

/** Something in a file that keeps one of its benchmarks from a result: it was cut off, it failed, it is no number. */
export interface IngestProblem {
  /** Counted from 1; null where the format has no lines. */
  readonly line: number | null;
  /** The benchmark; null where it is not known. */
  readonly name: string | null;
  /** What is wrong, and what to do; one sentence or two. */
  readonly message: string;
}

/** What a reader makes of a file, or of a directory. */
export interface IngestedFile {
  /** Oldest first; several where the file is a history. */
  readonly runs: readonly IngestedRun[];
  /** Empty where everything could be read. */
  readonly problems: readonly IngestProblem[];
  /** What was left out on purpose and what a reader should know, one sentence each. */
  readonly notes: readonly string[];
}
