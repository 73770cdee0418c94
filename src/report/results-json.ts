import type { PerformanceTestResult } from '../model/result.ts';
import { stableJson } from './stable-json.ts';

/**
 * Results for programs, in JSON as `renderJson` writes it, of no run in particular: `kind` is `results`, and
 * `schemaVersion` rises when a reader would have to change.
 */
export function renderResultsJson(results: readonly PerformanceTestResult[]): string {
  return stableJson({ kind: 'results', schemaVersion: 1, results }, ['kind', 'schemaVersion', 'results']);
}
