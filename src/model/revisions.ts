import type { BaseRevision } from './base-revision.ts';
import type { ComparedMetric } from './compared-files.ts';
import type { EnvironmentContext } from './environment.ts';
import type { GateChange } from './gate.ts';
import type { Aspect, PairManner, ProcessMeasurement } from './measurement.ts';
import type { FailedTest, SkippedTest } from './result.ts';
import type { PerformanceStatistics } from './statistics.ts';
import type { Change, ValidationResult } from './verdict.ts';

/** The sides of a comparison of revisions: the code of a git ref, and the present tree. */
export type RevisionSide = 'base' | 'head';

/** The present tree. */
export interface HeadRevision {
  /** Full hash; null in a repository without commits. */
  readonly commit: string | null;
  /** Whether the tree differs from that commit, new files included. */
  readonly isDirty: boolean;
}

/** A test's time on both sides. */
export interface RevisionComparison {
  /** Full name, groups included: `group > name`. */
  readonly testName: string;
  /** The performance file, relative to the working directory. */
  readonly file: string;
  /** Of all samples, seconds per call. */
  readonly baseStatistics: PerformanceStatistics;
  /** The same of the present tree. */
  readonly headStatistics: PerformanceStatistics;
  /** Of the present tree against the base. */
  readonly change: Change;
  /** What the change is a change of: the aspect that decided. */
  readonly aspect: Aspect;
  /** The verdict on the present tree, in a form for programs and in words. */
  readonly validation: ValidationResult;
  /** ln(head ÷ base) of each block, a pair of fresh processes, for each way of looking at samples. */
  readonly logRatios: Readonly<Record<Aspect, readonly number[]>>;
  /** How the processes of a pair were measured. */
  readonly manner: PairManner;
  /** What one side makes of no difference: half of its turns against the other half. Null where that is not known. */
  readonly control: Change | null;
  /** How the samples came about, one per process, in the order of the blocks. */
  readonly baseProcesses: readonly ProcessMeasurement[];
  /** The same of the present tree. */
  readonly headProcesses: readonly ProcessMeasurement[];
}

/**
 * A metric of a test on both sides, besides its time: one that was asked for, as `allocatedBytes`, or a number of the user's own.
 * It is measured in processes of its own, the sides in turns.
 */
export interface RevisionMetric extends ComparedMetric {
  /** Full name, groups included: `group > name`. */
  readonly testName: string;
  /** The performance file, relative to the working directory. */
  readonly file: string;
  /** How it was measured, where there are several ways; a sentence. */
  readonly how?: string;
}

/** A test, or a whole file where the test is null, that could not be compared. */
export interface UnpairedTest {
  /** Full name; null for a whole file. */
  readonly testName: string | null;
  /** Its performance file, relative to the working directory. */
  readonly file: string;
  /** Why, in words. */
  readonly reason: string;
  /** Where the present tree's file itself leaves the test out: how. */
  readonly mark?: SkippedTest['reason'];
  /** Where it is a number of the user's own that the base declares with another unit or direction. */
  readonly kind?: 'metric';
}

/**
 * What `evenkeel compare --json` writes; `schemaVersion` rises when a reader would have to change.
 *
 * @example
 * import type { CompareReport } from 'evenkeel';
 *
 * function changes({ comparisons }: CompareReport): ReadonlyMap<string, number> {
 *   return new Map(comparisons.map(({ testName, change }) => [testName, change.percent]));
 * }
 */
export interface CompareReport {
  /** Which report this is: always `compare`. */
  readonly kind: 'compare';
  /** Version of this form: it rises when a reader would have to change. */
  readonly schemaVersion: 1;
  /** Version of evenkeel that wrote it. */
  readonly evenkeelVersion: string;
  /** The machine, its load, and the CI system: where this was measured. */
  readonly environment: EnvironmentContext;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Seconds. */
  readonly duration: number;
  /** The revision that the present tree was compared with. */
  readonly base: BaseRevision;
  /** The present tree. */
  readonly head: HeadRevision;
  /** The tests that were timed on both sides and judged. */
  readonly comparisons: readonly RevisionComparison[];
  /** What else was measured on both sides: other metrics of those tests, and numbers of the user's own. */
  readonly metrics: readonly RevisionMetric[];
  /** Tests of the base that the present tree does not have. */
  readonly onlyInBase: readonly UnpairedTest[];
  /** Tests that are new in the present tree. One that the base has as well and cannot run is a failure. */
  readonly onlyInHead: readonly UnpairedTest[];
  /** Comparisons of two functions, which need no other revision, metrics that the base declares otherwise, and tests that their files leave out (`mark`). */
  readonly skipped: readonly UnpairedTest[];
  /** Tests, and files that could not be loaded, that gave no result on one side. */
  readonly failures: readonly FailedTest[];
  /** What the present tree did to the gate itself. */
  readonly gateChanges: readonly GateChange[];
  /** What concerns the comparison as a whole, as advice. */
  readonly warnings: readonly string[];
  /** How many there are of each, and the exit code that follows from it. */
  readonly summary: CompareSummary;
}

/** Counts of a comparison of revisions: of tests, each by the metric that needs attention most. */
export interface CompareSummary {
  /** Tests that were compared, and those that failed. */
  readonly total: number;
  /** Tests with the verdict `pass`. */
  readonly passed: number;
  /** Tests with the verdict `regression`: slower than the base, or worse by another metric. */
  readonly regressions: number;
  /** Tests with the verdict `improvement`: faster than the base, or better by another metric. */
  readonly improvements: number;
  /** Tests with the verdict `inconclusive`: too noisy to tell within the pairs that were allowed. */
  readonly inconclusive: number;
  /** Tests that used a stand-in for a function on some side. */
  readonly incomparable: number;
  /** Tests of the base that the present tree does not have. */
  readonly onlyInBase: number;
  /** Tests that are new in the present tree. */
  readonly onlyInHead: number;
  /** Tests that were left out: comparisons of two functions, metrics that the base declares otherwise, and what their files leave out. */
  readonly skipped: number;
  /** Tests and files that gave no result, on either side. */
  readonly failed: number;
  /** Changes that weakened the gate. */
  readonly gateChanges: number;
  /** Whether it was stopped, by Ctrl+C for example, before everything was measured. */
  readonly interrupted: boolean;
  /** As of a run, and 2 as well where the base cannot run a test that it has, or nothing was compared. */
  readonly exitCode: number;
}
