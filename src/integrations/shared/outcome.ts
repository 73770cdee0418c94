import { deserialize, serialize } from 'node:v8';
import { deflateSync, inflateSync } from 'node:zlib';
import type { RunRecord } from '../../model/baseline.ts';
import type { CandidatesResult } from '../../model/candidates.ts';
import type {
  FailedTest,
  PerformanceComparisonResult,
  PerformanceTestResult,
  SkippedTest,
} from '../../model/result.ts';

/**
 * What one test of a runner measured: plain data, so that it can travel to the process that stores and reports.
 * Normally one result or one comparison; a test that drives the framework itself may have several.
 */
export interface TestOutcome {
  readonly results: readonly PerformanceTestResult[];
  readonly comparisons: readonly PerformanceComparisonResult[];
  /** What a comparison of several functions says of all of them. */
  readonly candidates: readonly CandidatesResult[];
  readonly failures: readonly FailedTest[];
  /** The test itself, where its file leaves it out. */
  readonly skipped: readonly SkippedTest[];
  /** What is to be stored, and is not yet. */
  readonly records: readonly RunRecord[];
  /** What concerns the run as a whole, as advice. */
  readonly warnings: readonly string[];
}

/** Nothing was measured. */
export const NO_OUTCOME: TestOutcome = {
  results: [],
  comparisons: [],
  candidates: [],
  failures: [],
  skipped: [],
  records: [],
  warnings: [],
};

/** Several outcomes as one. */
export function mergeOutcomes(outcomes: readonly TestOutcome[]): TestOutcome {
  return {
    results: outcomes.flatMap(({ results }) => results),
    comparisons: outcomes.flatMap(({ comparisons }) => comparisons),
    candidates: outcomes.flatMap(({ candidates }) => candidates),
    failures: outcomes.flatMap(({ failures }) => failures),
    skipped: outcomes.flatMap(({ skipped }) => skipped),
    records: outcomes.flatMap(({ records }) => records),
    warnings: [...new Set(outcomes.flatMap(({ warnings }) => warnings))],
  };
}

/** An outcome as a short text, for channels that carry JSON: numbers such as NaN survive, unlike in JSON itself. */
export function packOutcome(outcome: TestOutcome): string {
  return deflateSync(serialize(outcome)).toString('base64');
}

// A few bytes can stand for gigabytes.
const LONGEST_OUTCOME = 2 ** 28;

/** Reads what {@link packOutcome} wrote, on the same version of Node. @throws where it is something else. */
export function unpackOutcome(text: string): TestOutcome {
  const bytes = inflateSync(Buffer.from(text, 'base64'), { maxOutputLength: LONGEST_OUTCOME });
  return deserialize(bytes) as TestOutcome;
}

/**
 * What a test told, looked at: it comes from a process in which the test's own code runs. What does not hold is a failure
 * of that test, and no other.
 */
export async function readOutcome(text: string, { testName, file }: TestOfRunner): Promise<TestOutcome> {
  const { problemWithOutcome } = await import('./outcome-check.ts');
  try {
    const outcome = unpackOutcome(text);
    const problem = problemWithOutcome(outcome);
    return problem === null ? outcome : unbelievable(problem, { testName, file });
  } catch (error) {
    return unbelievable((error as Error).message, { testName, file });
  }
}

/** Whose outcome it is. */
export interface TestOfRunner {
  readonly testName: string;
  /** Relative to the project. */
  readonly file: string;
}

/** The outcome of a test that told something that does not hold. @param problem as the end of a sentence, without full stop. */
export function unbelievable(problem: string, { testName, file }: TestOfRunner): TestOutcome {
  const message = `What this test reported to evenkeel is not valid, so nothing of it was used or stored: ${problem}. Look for other code that writes to evenkeel's channel.`;
  return { ...NO_OUTCOME, failures: [{ testName, file, reason: 'invalid_answer', message, stack: null }] };
}
