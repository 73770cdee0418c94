import { UsageError } from '../errors.ts';
import type { RunReport } from '../model/result.ts';
import { stableJson } from './stable-json.ts';

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
] satisfies readonly (keyof RunReport)[];

/**
 * The report of a run for programs: JSON with two spaces of indentation and a newline at the end. The keys of a report
 * come in a fixed order, those of everything inside it in alphabetical order, so that equal reports are equal texts.
 * Numbers that JSON cannot write (NaN and the infinities) become null.
 */
export function renderJson(report: RunReport): string {
  return stableJson(report, TOP_LEVEL);
}

/**
 * Reads what {@link renderJson} wrote. A null where a number belongs is read as NaN, at the ends of an interval as the
 * infinity on that side; fields that this version does not know are kept.
 *
 * @param text the JSON of one report
 * @param origin where the text comes from, for messages
 * @throws {UsageError} where it is no JSON, of another schema version, or not of the shape of a report; the message
 * names the first wrong path, `data.paths` all of them
 */
export async function parseRunReport(text: string, origin = 'the report'): Promise<RunReport> {
  const value = parseJson(text, origin);
  requireSchemaVersion(value, origin);
  const { validateRunReport } = await import('./run-report-schema.ts');
  const validation = validateRunReport(value);
  if (validation.valid) return validation.report;
  const [first] = validation.problems;
  const more = validation.problems.length - 1;
  throw new UsageError(
    `${origin} is not a report of evenkeel: ${first?.path}: ${first?.message}${more > 0 ? ` (and ${more} more)` : ''}. ` +
      'Write it anew with "evenkeel run --json".',
    { data: { paths: validation.problems.map(({ path }) => path) } },
  );
}

function parseJson(text: string, origin: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`${origin} is not JSON: ${reason}. Write it anew with "evenkeel run --json".`, { cause });
  }
}

function requireSchemaVersion(value: unknown, origin: string): void {
  const version = typeof value === 'object' && value !== null && 'schemaVersion' in value ? value.schemaVersion : 1;
  if (version === 1) return;
  throw new UsageError(
    `${origin} has schemaVersion ${JSON.stringify(version)}, but this version of evenkeel reads 1. ` +
      'Read it with the version of evenkeel that wrote it.',
    { data: { schemaVersion: version } },
  );
}
