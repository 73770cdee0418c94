import type { IngestedFile } from '../../model/ingested.ts';
import { type Metric, PEAK_MEMORY, TIME } from '../../model/metric.ts';
import { deviationOfQuartiles, summaryOf } from '../figures.ts';
import { Findings, type RunFindings } from '../findings.ts';
import type { Source, SourceLine } from '../source.ts';
import { secondsIn } from '../units.ts';

/** What a benchmark measures, which begins the name of its function. */
const KINDS: readonly (readonly [RegExp, Metric])[] = [
  [/^(?:time_|timeraw_|Time(?:raw)?[A-Z_])/, TIME],
  [/^(?:peakmem_|PeakMem[A-Z_])/, PEAK_MEMORY],
  [/^(?:mem_|Mem[A-Z_])/, { name: 'memory', unit: 'bytes', better: 'lower', scatter: 'counted' }],
];

/** @returns the metric of a benchmark by the name of its function. */
export function metricOfAsvName(name: string): Metric | null {
  const own = name.split('.').at(-1) ?? '';
  return KINDS.find(([pattern]) => pattern.test(own))?.[1] ?? null;
}

// `[ 35.00%] ··· benchmarks.TimeSuite.time_keys      11.2±0.01μs`
const RESULT = /^\[ *\d+\.\d+%\] ··· (\w+(?:\.\w+)+) +(\S.*)$/;
const COMMIT = /^\[ *\d+\.\d+%\] · For \S+ commit ([0-9a-f]{6,40})\b/;
const ENVIRONMENT = /^\[ *\d+\.\d+%\] ·· Benchmarking (\S+)/;
const BORDER = /^(?:\[ *\d+\.\d+%\] ··· +| +)(=+(?: =+)+)\s*$/;

/** Whether text is what `asv run` prints. */
export function isAsvConsole({ beginning }: Source): boolean {
  return /^\[ *\d+\.\d+%\] ··· \S[^\s.]*\.\S+ /m.test(beginning);
}

/** Reads what `asv run` prints; a run for each commit and environment. The figures are rounded. */
export function readAsvConsole(source: Source): IngestedFile {
  const console = new AsvConsole();
  for (const line of source.lines()) console.add(line);
  return console.end(source.name);
}

class AsvConsole {
  readonly #findings = new Findings();
  readonly #runs = new Map<string, RunFindings>();
  #commit: string | null = null;
  #environment: string | null = null;
  /** Results of its sets of parameters follow in a table. */
  #parametrised: string | null = null;
  #table: TableLines | null = null;

  add({ text, number, isOpen }: SourceLine): void {
    if (isOpen) {
      this.#findings.problem(null, 'the last line has no end, so it was cut off; the run did not end.', number);
      return;
    }
    this.#commit = COMMIT.exec(text)?.[1] ?? this.#commit;
    this.#environment = ENVIRONMENT.exec(text)?.[1] ?? this.#environment;
    const [, name, result] = RESULT.exec(text) ?? [];
    if (name !== undefined) {
      this.#parametrised = addResult({ name, result: result!.trim(), line: number }, this.#run(), this.#findings);
    }
    this.#addToTable(text, number);
  }

  #run(): RunFindings {
    const key = JSON.stringify([this.#commit, this.#environment]);
    const run = this.#runs.get(key) ?? this.#findings.run({ commit: this.#commit, runtime: this.#environment });
    this.#runs.set(key, run);
    return run;
  }

  #addToTable(text: string, line: number): void {
    const border = BORDER.exec(text)?.[1];
    const table = this.#table;
    if (table === null) {
      if (border === undefined || this.#parametrised === null) return;
      this.#table = { name: this.#parametrised, start: text.indexOf(border), border, rows: [] };
    } else if (border !== undefined && isEnd(table)) {
      addTable(table, this.#run(), this.#findings);
      this.#table = null;
      this.#parametrised = null;
    } else {
      const row = text.slice(table.start);
      table.rows.push({ text: row, line, isBorder: border !== undefined || /^-[- ]+$/.test(row) });
    }
  }

  end(name: string): IngestedFile {
    const table = this.#table;
    if (table !== null) {
      const line = table.rows.at(-1)?.line ?? null;
      this.#findings.problem(table.name, 'its table ends before its last line; it was cut off.', line);
    }
    const digits =
      'What asv prints is rounded; its results directory has all digits, and samples with --record-samples.';
    this.#findings.note(digits);
    return this.#findings.file(name);
  }
}

interface ResultLine {
  readonly name: string;
  readonly result: string;
  readonly line: number;
}

/** @returns the benchmark's name where its results follow in a table. */
function addResult({ name, result, line }: ResultLine, run: RunFindings, findings: Findings): string | null {
  // With sets of parameters: `ok`, or `2/12 failed`, and a table of which failed.
  if (result === 'ok' || /^\d+\/\d+ failed$/.test(result)) return name;
  addFigure({ name, result, line }, metricOfAsvName(name) ?? TRACKED, run, findings);
  return null;
}

function addFigure({ name, result, line }: ResultLine, metric: Metric, run: RunFindings, findings: Findings): void {
  if (result === 'n/a' || result === 'skipped') {
    findings.note('Benchmarks that were skipped are left out.');
    return;
  }
  const figure = figureOf(result, metric);
  if (figure === null) {
    findings.problem(name, `it has no figure, but "${result}"; look at its output.`, line);
  } else {
    run.add(name, [{ ...metric, value: figure.value, figures: summaryOf(figure.deviation) }], line);
  }
}

const TRACKED: Metric = { name: 'value', unit: '', better: 'lower', scatter: 'sampled' };

/** asv counts bytes in thousands. */
const THOUSANDS = ['', 'k', 'M', 'G', 'T', 'P', 'E'];

function figureOf(result: string, metric: Metric) {
  const parts = /^(-?[\d.]+(?:e[+-]?\d+)?)(?:±([\d.]+(?:e[+-]?\d+)?))?\s*([^\d\s.±]*)$/.exec(result);
  if (parts === null) return null;
  const [, value, spread, unit = ''] = parts;
  const factor = factorOf(unit, metric);
  if (factor === null || !Number.isFinite(Number(value)) || (metric === TIME && Number(value) <= 0)) return null;
  // Behind ± stands half the distance of the quartiles.
  const deviation = spread === undefined ? null : deviationOfQuartiles(2 * Number(spread)) * factor;
  return { value: Number(value) * factor, deviation };
}

function factorOf(unit: string, metric: Metric): number | null {
  if (metric === TIME) return secondsIn(unit);
  const power = metric.unit === 'bytes' ? THOUSANDS.indexOf(unit) : unit === '' ? 0 : -1;
  return power === -1 ? null : 1000 ** power;
}

interface TableLines {
  readonly name: string;
  /** Where its lines begin. */
  readonly start: number;
  /** Its columns are where this has `=`. */
  readonly border: string;
  readonly rows: { readonly text: string; readonly line: number; readonly isBorder: boolean }[];
}

// With names of columns above the others there is one `====` more.
function isEnd({ rows }: TableLines): boolean {
  if (!rows.some(({ isBorder }) => isBorder)) return false;
  return !isWide(rows) || rows.some(({ text }) => text.startsWith('='));
}

function isWide(rows: TableLines['rows']): boolean {
  return /^--? /.test(rows[0]?.text ?? '');
}

// Either a row for each set of parameters, or the values of the last ones as columns, whose names stand above them.
function addTable({ name, border, rows }: TableLines, run: RunFindings, findings: Findings): void {
  const columns = [...border.matchAll(/=+/g)].map(({ index, 0: text }) => [index, index + text.length] as const);
  const cells = (text: string) => columns.map(([from, to]) => text.slice(from, to).trim());
  const last = rows.findLastIndex(({ isBorder }) => isBorder);
  const header = cells(rows.slice(0, last).findLast(({ isBorder }) => !isBorder)?.text ?? '');
  const own = isWide(rows) ? leadingColumns(rows, columns) : columns.length - 1;
  const metric = metricOfAsvName(name) ?? TRACKED;
  for (const { text, line } of rows.slice(last + 1)) {
    // asv makes its columns as wide as what stands in them: otherwise a figure would be cut off where the next column begins.
    if (!fits(text, columns)) {
      findings.problem(name, `this row is not below its columns: ${text.trim()}; give what asv printed.`, line);
      continue;
    }
    const row = cells(text);
    for (let i = own; i < columns.length; i++) {
      const values = [...row.slice(0, own), header[i]!];
      const set = values
        .filter((value) => value !== '')
        .join(', ')
        .replaceAll(' / ', ', ');
      addFigure({ name: `${name}(${set})`, result: row[i]!, line }, metric, run, findings);
    }
  }
}

function fits(row: string, columns: readonly (readonly [number, number])[]): boolean {
  const starts = [...columns.map(([from]) => from), row.length];
  const ends = [0, ...columns.map(([, to]) => to)];
  return ends.every((end, i) => row.slice(end, starts[i]).trim() === '');
}

// The line below the top header is not broken above the columns of values.
function leadingColumns(rows: TableLines['rows'], columns: readonly (readonly [number, number])[]): number {
  const top = rows.find(({ isBorder }) => isBorder)!.text;
  const span = top.trimEnd().lastIndexOf(' ') + 1;
  return Math.max(
    0,
    columns.findIndex(([from]) => from === span),
  );
}
