import { UsageError } from '../../errors.ts';
import type { GateChange } from '../../model/gate.ts';
import { nearestNames } from '../../nearest-names.ts';
import { renderCsv } from './csv.ts';
import type { Entry } from './entry.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import { renderText } from './text.ts';

/** A form of a report that is made from entries. */
export type DocumentFormat = 'markdown' | 'junit' | 'csv' | 'text';

const RENDERERS = {
  markdown: renderMarkdown,
  junit: renderJunit,
  csv: renderCsv,
  text: renderText,
} as const satisfies Readonly<Record<DocumentFormat, unknown>>;

/** Every form of a report: the documents, and JSON, which holds everything. */
export type ReportFormat = DocumentFormat | 'json';

/** The names of all forms. */
export const REPORT_FORMATS: readonly ReportFormat[] = ['json', ...(Object.keys(RENDERERS) as DocumentFormat[])];

/** Tests as a document of this form. @param gate what became of the gate; the forms for people say it. */
export function renderDocument(
  format: DocumentFormat,
  entries: readonly Entry[],
  gate: readonly GateChange[] = [],
): string {
  if (format === 'markdown') return renderMarkdown(entries, gate);
  return format === 'text' ? renderText(entries, undefined, gate) : RENDERERS[format](entries);
}

/** Makes sure that a word names a form. @throws {UsageError} where it does not. */
export function checkedFormat(word: string): ReportFormat {
  const format = REPORT_FORMATS.find((each) => each === word);
  if (format) return format;
  const [nearest] = nearestNames(word, REPORT_FORMATS);
  const hint = nearest ? `did you mean ${nearest}?` : `there are ${REPORT_FORMATS.join(', ')}.`;
  throw new UsageError(`There is no report of the format ${JSON.stringify(word)}; ${hint}`);
}
