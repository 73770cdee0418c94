import type { PerformanceTestResult } from '../model/result.ts';
import { withSharedSamples } from './shared-samples.ts';
import { stableJsonPieces } from './stable-json.ts';

/**
 * Results of no run in particular, for programs; `schemaVersion` rises when a reader would have to change.
 *
 * @example
 * import type { ResultsReport } from 'evenkeel';
 *
 * function medians({ results }: ResultsReport): ReadonlyMap<string, number> {
 *   return new Map(results.map(({ testName, statistics }) => [testName, statistics.median]));
 * }
 */
export interface ResultsReport {
  readonly kind: 'results';
  readonly schemaVersion: 1;
  readonly results: readonly PerformanceTestResult[];
}

/** Results in JSON as `runJson` writes it, piece by piece. */
export function resultsJson(results: readonly PerformanceTestResult[]): Iterable<string> {
  return resultsReportJson({ kind: 'results', schemaVersion: 1, results });
}

/** The same of a report that was read. */
export function resultsReportJson(report: ResultsReport): Iterable<string> {
  return stableJsonPieces(report, ['kind', 'schemaVersion', 'results'], withSharedSamples);
}
