import type { BaseRevision } from './base-revision.ts';
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

/** A test's result on both sides. */
export interface RevisionComparison {
  readonly testName: string;
  /** The performance file, relative to the working directory. */
  readonly file: string;
  /** Of all samples, seconds per call. */
  readonly baseStatistics: PerformanceStatistics;
  readonly headStatistics: PerformanceStatistics;
  /** Of the present tree against the base. */
  readonly change: Change;
  /** What the change is a change of: the aspect that decided. */
  readonly aspect: Aspect;
  readonly validation: ValidationResult;
  /** ln(head ÷ base) of each block, a pair of fresh processes, for each way of looking at samples. */
  readonly logRatios: Readonly<Record<Aspect, readonly number[]>>;
  /** How the processes of a pair were measured. */
  readonly manner: PairManner;
  /** What one side makes of no difference: half of its turns against the other half. Null where that is not known. */
  readonly control: Change | null;
  /** How the samples came about, one per process, in the order of the blocks. */
  readonly baseProcesses: readonly ProcessMeasurement[];
  readonly headProcesses: readonly ProcessMeasurement[];
}

/** A test, or a whole file where the test is null, that could not be compared. */
export interface UnpairedTest {
  readonly testName: string | null;
  readonly file: string;
  /** Why, in words. */
  readonly reason: string;
  /** Where the present tree's file itself leaves the test out: how. */
  readonly mark?: SkippedTest['reason'];
}

/** What `evenkeel compare --json` writes; `schemaVersion` rises when a reader would have to change. */
export interface CompareReport {
  readonly kind: 'compare';
  readonly schemaVersion: 1;
  readonly evenkeelVersion: string;
  readonly environment: EnvironmentContext;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Seconds. */
  readonly duration: number;
  readonly base: BaseRevision;
  readonly head: HeadRevision;
  readonly comparisons: readonly RevisionComparison[];
  /** Tests of the base that the present tree does not have. */
  readonly onlyInBase: readonly UnpairedTest[];
  /** Tests that are new in the present tree. One that the base has as well and cannot run is a failure. */
  readonly onlyInHead: readonly UnpairedTest[];
  /** Comparisons of two functions, which need no other revision, and tests that their files leave out (`mark`). */
  readonly skipped: readonly UnpairedTest[];
  readonly failures: readonly FailedTest[];
  /** What the present tree did to the gate itself. */
  readonly gateChanges: readonly GateChange[];
  /** What concerns the comparison as a whole, as advice. */
  readonly warnings: readonly string[];
  readonly summary: CompareSummary;
}

/** Counts of a comparison of revisions. */
export interface CompareSummary {
  /** Tests that were compared, and those that failed. */
  readonly total: number;
  readonly passed: number;
  readonly regressions: number;
  readonly improvements: number;
  readonly inconclusive: number;
  /** Tests that used a stand-in for a function on some side. */
  readonly incomparable: number;
  readonly onlyInBase: number;
  readonly onlyInHead: number;
  readonly skipped: number;
  readonly failed: number;
  /** Changes that weakened the gate. */
  readonly gateChanges: number;
  readonly interrupted: boolean;
  readonly exitCode: number;
}
