import { UsageError } from '../errors.ts';
import { writeWhole } from '../files/write-whole.ts';
import { BaselineBook, type StoredSeries } from '../framework/store/baseline-book.ts';
import type { GateChange } from '../model/gate.ts';
import { checkedFormat, type DocumentFormat, type ReportFormat, renderDocument } from '../report/documents/document.ts';
import {
  type Entry,
  entriesOfCompare,
  entriesOfResults,
  entriesOfRun,
  entriesOfSmoke,
} from '../report/documents/entry.ts';
import { entryOfSeries } from '../report/documents/stored-entry.ts';
import { renderText } from '../report/documents/text.ts';
import {
  compareJson,
  resultsReportJson,
  runJson,
  type StoredSeriesReport,
  smokeJson,
  storedJson,
} from '../report/json.ts';
import { type ParsedReport, parseReport } from '../report/parse-report.ts';
import { LARGEST_DATA, readText } from '../text-file.ts';
import { configurationFor } from './configuration.ts';
import type { ReportFlags } from './flags.ts';
import { inChunks } from './output-file.ts';
import type { Terminal } from './terminal.ts';
import { warn } from './warn.ts';

/** `evenkeel report`: returns the exit code, which says nothing of what is reported. */
export async function report(file: string | null, flags: ReportFlags, terminal: Terminal): Promise<number> {
  const format = flags.format === 'html' ? 'html' : checkedFormat(flags.format);
  if (file === null) await reportOnStore(format, flags, terminal);
  else await reportOnFile(file, format, flags, terminal);
  return 0;
}

type Pieces = Iterable<string> | AsyncIterable<string>;

/** A page is made of more than entries: of the history of each test, its processes and samples. */
type Format = ReportFormat | 'html';

async function reportOnFile(file: string, format: Format, flags: ReportFlags, terminal: Terminal) {
  const text = await readText(file, LARGEST_DATA).catch((cause: Error) => {
    throw new UsageError(`The report ${file} cannot be read: ${cause.message}.`, { cause });
  });
  const parsed = await parseReport(text, file);
  if (format === 'html') {
    const { htmlOfReport } = await import('./html.ts');
    return write(htmlOfReport(parsed, await configurationFor(flags), terminal), flags, terminal);
  }
  const pieces =
    format === 'json' ? jsonOf(parsed) : [render(format, entriesOf(parsed), flags, terminal, gateOf(parsed))];
  await write(pieces, flags, terminal);
}

function jsonOf({ kind, report }: ParsedReport): Iterable<string> {
  if (kind === 'run') return runJson(report);
  if (kind === 'smoke') return [smokeJson(report)];
  return kind === 'compare' ? compareJson(report) : resultsReportJson(report);
}

function entriesOf({ kind, report }: ParsedReport): readonly Entry[] {
  if (kind === 'run') return entriesOfRun(report);
  if (kind === 'smoke') return entriesOfSmoke(report);
  return kind === 'compare' ? entriesOfCompare(report) : entriesOfResults(report.results);
}

function gateOf({ kind, report }: ParsedReport): readonly GateChange[] {
  return kind === 'run' || kind === 'compare' ? report.gateChanges : [];
}

const NOTHING_STORED =
  'No baselines are stored yet: "evenkeel run" makes them, and reports on itself with --json <file>.';

async function reportOnStore(format: Format, flags: ReportFlags, terminal: Terminal) {
  const config = await configurationFor(flags);
  const book = await BaselineBook.open(config, null);
  try {
    const selection = { tests: [], all: true, environmentKey: flags.env ?? null };
    // A page draws all runs; elsewhere the newest is told, beside what its verdict went by.
    const series = counted(format === 'html' ? book.each(selection) : book.eachNewest(selection));
    if (format === 'html') {
      const { htmlOfStore } = await import('./html.ts');
      await write(htmlOfStore(series.each), flags, terminal);
    } else if (format === 'json') await write(storedJson(newestOf(series.each)), flags, terminal);
    else await write([render(format, await entriesOfStore(series.each), flags, terminal)], flags, terminal);
    if (config.enableCaching && series.count() === 0) warn(terminal, [NOTHING_STORED], config.logLevel);
    warn(terminal, await book.warnings(), config.logLevel);
  } finally {
    await book.close();
  }
}

/** The same items, and how many of them there were. */
function counted<Item>(items: AsyncIterable<Item>) {
  let count = 0;
  async function* each(): AsyncGenerator<Item, void> {
    for await (const item of items) {
      count++;
      yield item;
    }
  }
  return { each: each(), count: () => count };
}

async function* newestOf(series: AsyncIterable<StoredSeries>): AsyncGenerator<StoredSeriesReport, void> {
  for await (const { baseline, records } of series) {
    const newest = records.at(-1);
    if (newest !== undefined) yield { baseline, newest };
  }
}

// One series at a time: what is kept of its runs is far larger than its entry.
async function entriesOfStore(series: AsyncIterable<StoredSeries>): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const { records } of series) {
    const entry = entryOfSeries(records);
    if (entry !== null) entries.push(entry);
  }
  return entries;
}

function render(
  format: DocumentFormat,
  entries: readonly Entry[],
  { output }: ReportFlags,
  terminal: Terminal,
  gate: readonly GateChange[] = [],
): string {
  if (format !== 'text' || output !== undefined) return renderDocument(format, entries, gate);
  return renderText(entries, terminal, gate);
}

async function write(pieces: Pieces, { output, format }: ReportFlags, terminal: Terminal): Promise<void> {
  if (output === undefined) {
    // Only text is painted, and all else has nothing in it that is to be taken for paint.
    const print = format === 'text' ? terminal.draw : terminal.out;
    for await (const piece of pieces) print(piece);
    return;
  }
  try {
    await writeWhole(output, inChunks(pieces));
  } catch (cause) {
    throw new UsageError(`The report ${output} cannot be written: ${(cause as Error).message}.`, { cause });
  }
}
