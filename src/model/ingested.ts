import type { MeasuredMetric } from './measured-metric.ts';

/** A benchmark of another harness. */
export interface IngestedBenchmark {
  /** Groups, classes and parameters included; without what names the machine. */
  readonly name: string;
  /** The most important one first; at least one, no name twice. */
  readonly metrics: readonly MeasuredMetric[];
}

/** One run of another harness. */
export interface IngestedRun {
  /** Hash of the commit that was measured; null where the file does not say it. */
  readonly commit: string | null;
  /** ISO 8601; null where the file does not say it. */
  readonly recordedAt: string | null;
  /** What the file says of the machine, in one line; null where it says nothing. */
  readonly machine: string | null;
  /**
   * What has run the benchmarks on it, with its version, in one line: an interpreter, a virtual machine, an environment of packages.
   * Null or absent where the file says nothing.
   */
  readonly runtime?: string | null;
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
