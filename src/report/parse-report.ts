import type * as v from 'valibot';
import { parseWithin } from '../bounded-json.ts';
import { UsageError } from '../errors.ts';
import type { RunReport } from '../model/result.ts';
import type { CompareReport } from '../model/revisions.ts';
import type { SmokeReport } from '../model/smoke.ts';
import type { ResultsReport } from './json.ts';

/** A report that was read, and which command wrote it. */
export type ParsedReport =
  | { readonly kind: 'run'; readonly report: RunReport }
  | { readonly kind: 'compare'; readonly report: CompareReport }
  | { readonly kind: 'smoke'; readonly report: SmokeReport }
  | { readonly kind: 'results'; readonly report: ResultsReport };

const WRITTEN_BY: Readonly<Record<ParsedReport['kind'], string>> = {
  run: '"evenkeel run --json"',
  compare: '"evenkeel compare --json"',
  smoke: '"evenkeel run --smoke --json"',
  results: 'generatePerformanceReport',
};

/**
 * Reads a report that was written as JSON. A null where a number belongs is read as NaN, at the ends of an interval as
 * the infinity on that side; fields that this version does not know are kept.
 *
 * @param origin where the text comes from, for messages
 * @throws {UsageError} where it is no JSON, no report, of another schema version, or not of the shape of its kind; the
 * message names the first wrong path, `data.paths` all of them
 */
export async function parseReport(text: string, origin = 'the report'): Promise<ParsedReport> {
  const value = parseJson(text, origin);
  const kind = kindOf(value, origin);
  requireSchemaVersion(value, origin);
  const { compareReport, resultsReport, runReport, smokeReport } = await import('./schemas/documents.ts');
  const { safeParse } = await import('valibot');
  const checked = <Report>(schema: v.GenericSchema<unknown, Report>): Report => {
    const { success, output, issues } = safeParse(schema, value);
    if (success) return output;
    throw misshapen(issues, kind, origin);
  };
  if (kind === 'run') return { kind, report: checked(runReport) };
  if (kind === 'compare') return { kind, report: checked(compareReport) };
  if (kind === 'smoke') return { kind, report: checked(smokeReport) };
  return { kind, report: checked(resultsReport) };
}

function parseJson(text: string, origin: string): unknown {
  try {
    return parseWithin(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const what = cause instanceof RangeError ? 'cannot be read' : 'is not JSON';
    throw new UsageError(`${origin} ${what}: ${reason}. Write it again with ${WRITTEN_BY.run}.`, { cause });
  }
}

// The report of a run says no kind: it was the first.
function kindOf(value: unknown, origin: string): ParsedReport['kind'] {
  const kind = fieldOf(value, 'kind') ?? 'run';
  if (kind === 'run' || kind === 'compare' || kind === 'smoke' || kind === 'results') return kind;
  const hint =
    kind === 'stored'
      ? 'It is a copy of what was stored; "evenkeel report" without a file reports on the store itself.'
      : `It must have been written by ${Object.values(WRITTEN_BY).join(', ')}.`;
  throw new UsageError(`${origin} is of the kind ${JSON.stringify(kind)}, of which no report can be made. ${hint}`, {
    data: { kind },
  });
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

function misshapen(issues: readonly v.BaseIssue<unknown>[], kind: ParsedReport['kind'], origin: string): UsageError {
  const paths = issues.map(pathOf);
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return new UsageError(
    `${origin} is not a report of evenkeel: ${paths[0]}: ${issues[0]?.message}${more}. Write it again with ${WRITTEN_BY[kind]}.`,
    { data: { paths } },
  );
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  return keys.length === 0 ? '(whole)' : keys.join('').replace(/^\./, '');
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
