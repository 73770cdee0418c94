import type { CompareReport } from '../model/revisions.ts';
import { stableJson } from './stable-json.ts';

// The order of reading: what it is, how it went, then the details.
const TOP_LEVEL: readonly string[] = [
  'kind',
  'schemaVersion',
  'evenkeelVersion',
  'startedAt',
  'duration',
  'summary',
  'base',
  'head',
  'warnings',
  'environment',
  'comparisons',
  'onlyInBase',
  'onlyInHead',
  'skipped',
  'failures',
] satisfies readonly (keyof CompareReport)[];

/** The report of a comparison of revisions for programs, see {@link stableJson}. */
export function renderCompareJson(report: CompareReport): string {
  return stableJson(report, TOP_LEVEL);
}
