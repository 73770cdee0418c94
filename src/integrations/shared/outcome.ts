import { deserialize, serialize } from 'node:v8';
import { deflateSync, inflateSync } from 'node:zlib';
import type { RunRecord } from '../../model/baseline.ts';
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

/** Reads what {@link packOutcome} wrote, on the same version of Node. */
export function unpackOutcome(text: string): TestOutcome {
  return deserialize(inflateSync(Buffer.from(text, 'base64'))) as TestOutcome;
}
