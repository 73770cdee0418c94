import type { RunReport } from '../model/result.ts';
import { withSharedSamples } from './shared-samples.ts';
import { stableJsonPieces } from './stable-json.ts';

// The order of reading: what it is, how it went, then the details.
const TOP_LEVEL: readonly string[] = [
  'schemaVersion',
  'evenkeelVersion',
  'startedAt',
  'duration',
  'summary',
  'warnings',
  'environment',
  'results',
  'comparisons',
  'failures',
  'skipped',
] satisfies readonly (keyof RunReport)[];

/**
 * The report of a run for programs, piece by piece: JSON with two spaces of indentation and a newline at the end. The keys
 * of a report come in a fixed order, those of everything inside it in alphabetical order, so that equal reports are equal
 * texts. Numbers that JSON cannot write (NaN and the infinities) become null.
 */
export function runJson(report: RunReport): Iterable<string> {
  return stableJsonPieces(report, TOP_LEVEL, withSharedSamples);
}

/** The same as one text. */
export function renderJson(report: RunReport): string {
  return [...runJson(report)].join('');
}
