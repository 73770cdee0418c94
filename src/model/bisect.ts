import type { EnvironmentContext } from './environment.ts';
import type { Metric } from './metric.ts';
import type { FailedTest } from './result.ts';
import type { HeadRevision } from './revisions.ts';
import type { Change } from './verdict.ts';

/** A commit that was searched. */
export interface BisectCommit {
  /** Full hash. */
  readonly hash: string;
  /** First line of its message. */
  readonly subject: string;
}

/** What was measured at a commit. */
export interface BisectedCommit extends BisectCommit {
  /** The merge whose branch it is on; null on the line that was searched first. */
  readonly branchOf: string | null;
  /** Against the good commit, or the one that the branch began at: more is worse, with its interval. Null where it was not measured. */
  readonly change: Change | null;
  /** Pairs of processes, or processes of either side, that were measured. */
  readonly pairs: number;
  /** Why it could not be measured, in words; null where it was. */
  readonly unusable: string | null;
}

/** A step between two neighbouring stretches of history. */
export interface BisectStep {
  /** The first commit that it may be at; where it was found, the commit that it is at. */
  readonly first: BisectCommit;
  /** The last commit that it may be at. */
  readonly last: BisectCommit;
  /** How many commits these are: 1 where it was found. */
  readonly commits: number;
  /** The merges that brought the branch on which it is, outermost first; empty for a step of the line itself. */
  readonly merges: readonly BisectCommit[];
  /** How likely it is one of these commits, from 0 to 1. */
  readonly probability: number;
  /** Whether that is as sure as was asked for, and no commit between them could be measured. */
  readonly isSettled: boolean;
  /** Its size in percent, with its interval: more is worse. */
  readonly change: Change;
  /** Whether the test is worse since then. */
  readonly isWorse: boolean;
}

/**
 * What came of a test:
 * - `found`: every step is known by its commit, or by the commits that cannot be told apart because those between could not be measured;
 * - `open`: good and bad differ, and the search ended before it was sure since when;
 * - `alike`: good and bad do not differ by what counts;
 * - `undecided`: they scatter too much to tell whether they differ, or the search ended before.
 */
export type BisectOutcome = 'found' | 'open' | 'alike' | 'undecided';

/** The search for what changed a test. */
export interface BisectedTest {
  /** Full name, groups included: `group > name`. */
  readonly testName: string;
  /** The performance file, relative to the working directory. */
  readonly file: string;
  /** What was measured of it. */
  readonly metric: Metric;
  /** A commit that it was good at. */
  readonly good: BisectCommit;
  /** A later one. */
  readonly bad: BisectCommit;
  /** How many commits follow the good one up to the bad one, by first parents. */
  readonly commits: number;
  /** What came of it. */
  readonly outcome: BisectOutcome;
  /** The same in words. */
  readonly message: string;
  /** The bad against the good commit: more is worse. Null where they were not both measured. */
  readonly change: Change | null;
  /** Largest first. */
  readonly steps: readonly BisectStep[];
  /** In the order of history. */
  readonly measured: readonly BisectedCommit[];
}

/**
 * What `evenkeel bisect --json` writes; `schemaVersion` rises when a reader would have to change.
 *
 * @example
 * import type { BisectReport } from 'evenkeel';
 *
 * function culprits({ tests }: BisectReport): readonly string[] {
 *   const steps = tests.flatMap((test) => test.steps).filter(({ isWorse, commits }) => isWorse && commits === 1);
 *   return steps.map(({ first }) => first.hash);
 * }
 */
export interface BisectReport {
  /** Which report this is: always `bisect`. */
  readonly kind: 'bisect';
  /** Version of this form: it rises when a reader would have to change. */
  readonly schemaVersion: 1;
  /** Version of evenkeel that wrote it. */
  readonly evenkeelVersion: string;
  /** The machine, its load, and the CI system: where this was measured. */
  readonly environment: EnvironmentContext;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Seconds; of a search that was resumed, since then. */
  readonly duration: number;
  /** The present tree, which each commit was held against. */
  readonly head: HeadRevision;
  /** How sure of its place a step had to be, from 0 to 1. */
  readonly confidence: number;
  /** One for each test that was searched. */
  readonly tests: readonly BisectedTest[];
  /** Tests, and files that could not be loaded, that could not be searched. */
  readonly failures: readonly FailedTest[];
  /** What concerns the search as a whole, as advice. */
  readonly warnings: readonly string[];
  /** How many there are of each, and the exit code that follows from it. */
  readonly summary: BisectSummary;
}

/** Counts of a search. */
export interface BisectSummary {
  /** Tests that were searched, and those that failed. */
  readonly total: number;
  /** Tests with the outcome `found`. */
  readonly found: number;
  /** Of these, those with a step for the worse. */
  readonly worse: number;
  /** Tests with the outcome `open`. */
  readonly open: number;
  /** Tests with the outcome `alike`. */
  readonly alike: number;
  /** Tests with the outcome `undecided`. */
  readonly undecided: number;
  /** Tests and files that could not be searched. */
  readonly failed: number;
  /** Commits that were measured for any test. */
  readonly measured: number;
  /** Commits that could not be measured for some test. */
  readonly unusable: number;
  /** Whether it was stopped, by Ctrl+C for example. */
  readonly interrupted: boolean;
  /** 1: a step for the worse was found; 2: a test failed, or its search ended undecided; 130: interrupted; 0 else. */
  readonly exitCode: number;
}
