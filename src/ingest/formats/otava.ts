import type { IngestedFile } from '../../model/ingested.ts';
import type { MeasuredMetric } from '../../model/measured-metric.ts';
import type { Better, Metric } from '../../model/metric.ts';
import { type CsvRow, csvRows } from '../csv.ts';
import { medianOf, summaryOf } from '../figures.ts';
import { Findings, fewOf } from '../findings.ts';
import { IngestError } from '../ingest-error.ts';
import { isoTime } from '../origin.ts';
import { decimal } from '../plain-line.ts';
import type { Reader } from '../reader.ts';
import type { Source } from '../source.ts';
import { bytesIn, secondsIn } from '../units.ts';

/**
 * The tables that Apache Otava (once Hunter) analyses: a row for each run, with columns for its time, its commit, and each metric;
 * and the logs of histograms of NoSQLBench, which Otava reads as well.
 * @see https://otava.apache.org
 */
export const otava: Reader = {
  format: 'otava',
  title: 'Apache Otava CSV',
  recognises(source) {
    return HISTOGRAMS.test(source.beginning) || hasRows(source.beginning);
  },
  read(source) {
    return HISTOGRAMS.test(source.beginning) ? readHistograms(source) : readTable(source);
  },
};

const SEPARATORS = [',', ';', '\t', '|'];
const TIME_COLUMNS = ['time', 'timestamp', 'date', 'datetime'];

// Numbers in these are none of a metric.
const ATTRIBUTES =
  /^(?:commit|commit[_ -]?(?:id|hash|sha|date|message)|hash|sha1?|revision|rev|branch|version|tag|release|build(?:[_ -]?id)?|job(?:[_ -]?id)?|run[_ -]?id|id|author|url|link)$/i;
const COMMITS = /^(?:commit|commit[_ -]?(?:id|hash|sha)|hash|sha1?|revision|rev)$/i;

/** Columns of a table. */
interface Header {
  readonly separator: string;
  readonly columns: readonly string[];
  readonly time: number;
}

function headerOf(line: string): Header | null {
  for (const separator of SEPARATORS) {
    const columns = line.split(separator).map((column) => column.trim().replace(/^(["'])(.*)\1$/, '$2'));
    const time = columns.findIndex((column) => TIME_COLUMNS.includes(column.toLowerCase()));
    // k6's CSV has a row for each single value, under these names.
    if (columns.length > 1 && time !== -1 && !columns.includes('metric_value')) return { separator, columns, time };
  }
  return null;
}

// By its second row as well: many a table has a column of times.
function hasRows(beginning: string): boolean {
  const [first = '', second = ''] = beginning.trimStart().split(/\r?\n/, 2);
  const header = headerOf(first);
  if (header === null) return false;
  const cells = second.split(header.separator);
  if (timeOf(cells[header.time]) === null) return false;
  return cells.some(
    (cell, i) => i !== header.time && !ATTRIBUTES.test(header.columns[i] ?? '') && numberIn(cell, header) !== null,
  );
}

// Seconds or milliseconds since 1970, or a date.
function timeOf(cell = ''): string | null {
  const text = cell.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (!/^\d{9,13}(?:\.\d+)?$/.test(text)) return isoTime(text);
  const digits = text.split('.')[0]!.length;
  return isoTime(digits >= 12 ? Number(text) : Number(text) * 1000);
}

// Where semicolons are between columns, commas are often in numbers.
function numberIn(cell: string, { separator }: Header): number | null {
  const text = cell
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace('\u2212', '-');
  const plain =
    separator === ';'
      ? text.replace(/^(-?\d+),(\d+)$/, '$1.$2')
      : text.replace(/^-?\d{1,3}(?:,\d{3})+(?=\.|$)/, (digits) => digits.replaceAll(',', ''));
  return /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(plain) ? Number(plain) : null;
}

function readTable(source: Source): IngestedFile {
  const [first = ''] = source.beginning.trimStart().split(/\r?\n/, 1);
  const header = headerOf(first);
  if (header === null) {
    throw new IngestError(`it has no column of times (${TIME_COLUMNS.join(', ')}) in its first line.`, {
      file: source.name,
      line: 1,
    });
  }
  const findings = new Findings();
  const [, ...rows] = csvRows(source.lines(), header.separator);
  requireOneBranch(rows, header, source);
  const whole = rows.flatMap((row) => {
    const time = timeOf(row.cells[header.time]);
    if (row.cells.length < header.columns.length)
      findings.problem(null, 'the row ends before its last column; it was cut off.', row.line);
    else if (time === null)
      findings.problem(null, `${JSON.stringify(row.cells[header.time])} is no time that can be read.`, row.line);
    else return [{ ...row, time }];
    return [];
  });
  const metrics = metricColumns(whole, header, findings);
  whole.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  const commit = header.columns.findIndex((column) => COMMITS.test(column));
  for (const { cells, time, line, isOpen } of whole) {
    const run = findings.run({ recordedAt: time, commit: cells[commit]?.trim() || null });
    for (const { index, metric, factor, name } of metrics) {
      const value = numberIn(cells[index]!, header);
      if (isOpen && index === cells.length - 1) findings.problem(name, OPEN, line);
      else if (value !== null) run.add(name, [{ ...metric, value: value * factor, figures: summaryOf() }]);
      else findings.problem(name, `${JSON.stringify(cells[index])} is no number.`, line);
    }
  }
  return findings.file(source.name);
}

const OPEN = 'the last line of the file has no line end, so it may have been cut off; end it, if it is whole.';

// Otava does the same: of several branches, a history goes up and down with them.
function requireOneBranch(rows: readonly CsvRow[], { columns }: Header, { name }: Source): void {
  const column = columns.indexOf('branch');
  if (column === -1) return;
  const branches = [...new Set(rows.map(({ cells }) => cells[column]?.trim() ?? ''))].filter((branch) => branch !== '');
  if (branches.length < 2) return;
  throw new IngestError(`it has runs of several branches (${fewOf(branches, 5)}): keep the rows of one.`, {
    file: name,
  });
}

function metricColumns(rows: readonly CsvRow[], header: Header, findings: Findings) {
  const metrics = header.columns.flatMap((name, index) => {
    const isMetric =
      index !== header.time &&
      !ATTRIBUTES.test(name) &&
      rows.some(({ cells }) => numberIn(cells[index]!, header) !== null);
    return isMetric ? [{ name, index, ...metricOf(name) }] : [];
  });
  const unclear = metrics.filter(({ isClear }) => !isClear).map(({ name }) => name);
  if (unclear.length > 0) {
    findings.note(
      `Nothing says whether more or less is better of ${fewOf(unclear, 10)}: more is, as Otava has it where its configuration does not say.`,
    );
  }
  return metrics;
}

const LESS = /time|latency|duration|delay|elapsed|memory|\brss\b|size|bytes|alloc|error|fail|miss|p\d{2,}|cost/i;
const MORE = /throughput|ops|qps|rps|tps|rate|per_?sec|score|hits/i;

// `latency_ms`, `latency (ms)`, `size [KiB]`.
function metricOf(column: string): { metric: Metric; factor: number; isClear: boolean } {
  const unit = /(?:_|[([])((?:[nuµm]s)|sec|seconds|s(?=[)\]])|bytes|[kKMGT]i?B)[)\]]?$/u.exec(column)?.[1];
  const seconds = unit === undefined ? null : secondsIn(unit);
  const bytes = unit === undefined ? null : bytesIn(unit);
  const isLess = seconds !== null || bytes !== null || (LESS.test(column) && !MORE.test(column));
  const better: Better = isLess ? 'lower' : 'higher';
  const base = seconds !== null ? 'seconds' : bytes !== null ? 'bytes' : '';
  const metric: Metric = { name: seconds === null ? 'value' : 'time', unit: base, better, scatter: 'sampled' };
  return { metric, factor: seconds ?? bytes ?? 1, isClear: isLess || MORE.test(column) };
}

const HISTOGRAMS = /^(?:#[^\n]*\n)*#\[Histogram log format version/;
const HISTOGRAM_UNITS: ReadonlyMap<string, number> = new Map([
  ['NANOSECONDS', 1e-9],
  ['MICROSECONDS', 1e-6],
  ['MILLISECONDS', 1e-3],
  ['SECONDS', 1],
]);

/** Of all that a line has, what is not of the ends alone. */
const PERCENTILES = ['p50', 'p90', 'p99'];

// A session is one run; each of its intervals has a line for each tag, and is a sample.
function readHistograms(source: Source): IngestedFile {
  const findings = new Findings();
  const unit = /^#\[TimeUnit: (\w+)\]/m.exec(source.beginning)?.[1] ?? '';
  const factor = HISTOGRAM_UNITS.get(unit);
  if (factor === undefined) {
    const units = [...HISTOGRAM_UNITS.keys()].join(', ');
    throw new IngestError(`it does not say what its times are in: add its line #[TimeUnit: …], with one of ${units}.`, {
      file: source.name,
    });
  }
  const start = /^#\[StartTime: ([\d.]+)/m.exec(source.beginning)?.[1];
  const run = findings.run({ recordedAt: start === undefined ? null : isoTime(Number(start) * 1000) });
  const tags = tagsIn(source, factor, findings);
  const empty = [...tags].filter(([, lists]) => lists[0]!.length === 0).map(([tag]) => tag);
  if (empty.length > 0) findings.note(`Nothing was measured of what is 0 throughout: ${fewOf(empty, 10)}.`);
  for (const [tag, lists] of tags) {
    if (lists[0]!.length > 0)
      run.add(
        tag,
        lists.map((samples, i) => percentile(PERCENTILES[i]!, samples)),
      );
  }
  findings.note(
    `Of histograms, ${PERCENTILES.join(', ')} are read, in ${unit.toLowerCase()}, which the file says of all its tags.`,
  );
  return findings.file(source.name);
}

/** Percentiles of each tag's intervals, list by list. */
function tagsIn(source: Source, factor: number, findings: Findings): ReadonlyMap<string, Percentiles> {
  const tags = new Map<string, number[][]>();
  let columns: readonly string[] = [];
  for (const { cells, line } of csvRows(source.lines())) {
    if (cells[0] === '#Tag') columns = cells;
    if (cells[0]!.startsWith('#')) continue;
    const figures = PERCENTILES.map((name) => decimal(cells[columns.indexOf(name)] ?? '') * factor);
    if (cells.length >= columns.length && figures.every((figure) => figure >= 0 && Number.isFinite(figure))) {
      addInterval(tags, cells[0]!.replace(/^Tag=/, ''), figures);
    } else {
      findings.problem(null, 'the line ends before its last column, or holds no numbers.', line);
    }
  }
  return tags;
}

/** Of each of the percentiles, its figures interval by interval. */
type Percentiles = readonly (readonly number[])[];

function addInterval(tags: Map<string, number[][]>, tag: string, figures: readonly number[]): void {
  const lists = tags.get(tag) ?? figures.map(() => []);
  tags.set(tag, lists);
  // An interval in which nothing happened has only zeros.
  if (figures[0]! > 0) for (const [i, list] of lists.entries()) list.push(figures[i]!);
}

function percentile(name: string, samples: readonly number[]): MeasuredMetric {
  const metric: Metric = { name, unit: 'seconds', better: 'lower', scatter: 'sampled' };
  return { ...metric, value: medianOf(samples), figures: { kind: 'samples', samples } };
}
