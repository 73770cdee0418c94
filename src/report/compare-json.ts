import type { CompareReport } from '../model/revisions.ts';
import { stableJsonPieces } from './stable-json.ts';

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

/** The report of a comparison of revisions for programs, piece by piece; see {@link stableJsonPieces}. */
export function compareJson(report: CompareReport): Iterable<string> {
  return stableJsonPieces(report, TOP_LEVEL);
}
