import { readFile, writeFile } from 'node:fs/promises';
import { UsageError } from '../errors.ts';
import { BaselineBook } from '../framework/baseline-book.ts';
import type { RunRecord } from '../model/baseline.ts';
import { checkedFormat, type DocumentFormat, renderDocument } from '../report/documents/document.ts';
import { type Entry, entriesOfRun } from '../report/documents/entry.ts';
import { entryOfSeries } from '../report/documents/stored-entry.ts';
import { renderText } from '../report/documents/text.ts';
import { parseRunReport, renderJson } from '../report/json.ts';
import { stableJson } from '../report/stable-json.ts';
import { configurationFor } from './configuration.ts';
import type { ReportFlags } from './flags.ts';
import type { Terminal } from './terminal.ts';

/** `evenkeel report`: answers the exit code, which says nothing of what is reported. */
export async function report(file: string | null, flags: ReportFlags, terminal: Terminal): Promise<number> {
  const format = checkedFormat(flags.format);
  const { json, entries } = file === null ? await ofStore(flags, terminal) : await ofRun(file);
  const text = format === 'json' ? json() : render(format, entries, flags, terminal);
  if (flags.output === undefined) terminal.out(text);
  else await write(flags.output, text);
  return 0;
}

/** What is reported on, in both forms. */
interface Reported {
  readonly json: () => string;
  readonly entries: readonly Entry[];
}

async function ofRun(file: string): Promise<Reported> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new UsageError(`The run ${file} cannot be read: ${cause.message}.`, { cause });
  });
  const run = await parseRunReport(text, file);
  return { json: () => renderJson(run), entries: entriesOfRun(run) };
}

async function ofStore(flags: ReportFlags, terminal: Terminal): Promise<Reported> {
  const book = await BaselineBook.open(await configurationFor(flags), null);
  try {
    const stored = await book.show({ tests: [], all: true, environmentKey: flags.env ?? null });
    for (const warning of book.warnings()) terminal.err(`warning: ${warning}\n`);
    const series = stored.map(({ baseline, records }) => ({ baseline, newest: newestOf(records) }));
    return {
      json: () => stableJson({ kind: 'stored', schemaVersion: 1, series }, ['kind', 'schemaVersion', 'series']),
      entries: stored.flatMap(({ records }) => entryOfSeries(records) ?? []),
    };
  } finally {
    await book.close();
  }
}

function newestOf(records: readonly RunRecord[]): RunRecord | null {
  return records.at(-1) ?? null;
}

function render(
  format: DocumentFormat,
  entries: readonly Entry[],
  { output }: ReportFlags,
  terminal: Terminal,
): string {
  if (format !== 'text' || output !== undefined) return renderDocument(format, entries);
  return renderText(entries, terminal);
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((cause: Error) => {
    throw new UsageError(`The report ${file} cannot be written: ${cause.message}.`, { cause });
  });
}
