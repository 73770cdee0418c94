import type { PerformanceConfig } from '../../config/performance-config.ts';
import type { Programs } from '../../measure/processes/worker-process.ts';
import type { Configured } from '../suite/find-tests.ts';

/** Options for `bisectRevisions`. */
export interface BisectOptions {
  /** A commit that was good; null for what the stored runs say. */
  readonly good: string | null;
  /** A later one that was not; null for what the stored runs say, or HEAD where a good one is named. */
  readonly bad: string | null;
  /** Full names of the tests; none: those that the stored runs say are worse, or all where a good commit is named. */
  readonly tests: readonly string[];
  /** Name of what is to be measured; null for time, or a test's own metric. */
  readonly metric: string | null;
  /** Files, directories or globs, relative to `directory`; none: every performance file below it. */
  readonly patterns: readonly string[];
  /** The commands of the configuration. Default: none. */
  readonly configured?: Configured;
  /** Working directory, absolute. */
  readonly directory: string;
  readonly config: PerformanceConfig;
  /** How sure of a step's place the search must be, from 0 to 1. */
  readonly confidence: number;
  /** Seconds that it may take. */
  readonly budget: number;
  /** Samples per process; null for what the tests say. */
  readonly iterations: number | null;
  /** Command that makes a check-out ready; null for none. */
  readonly prepare: string | null;
  /** Whether all commits use the installed packages although they ask for others. Default: no. */
  readonly sharePackages?: boolean;
  /** Whether what an earlier search left is not gone on with. Default: no. */
  readonly fresh?: boolean;
  /** Ends the search early; what is known by then is reported. */
  readonly signal?: AbortSignal;
  /** Told what is about to happen, and what came of it, in words. */
  readonly onStep?: (words: string) => void;
  /** Default: this package's own. */
  readonly programs?: Programs;
}
