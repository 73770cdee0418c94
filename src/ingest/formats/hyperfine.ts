import type { IngestedFile } from '../../model/ingested.ts';
import type { MeasuredMetric } from '../../model/measured-metric.ts';
import { CPU_TIME, PEAK_MEMORY, TIME } from '../../model/metric.ts';
import { csvRows } from '../csv.ts';
import { medianOf, summaryOf } from '../figures.ts';
import { Findings } from '../findings.ts';
import { elementsOf, type Members, membersOf, numberOf, numbersOf, textOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import { withParameters } from '../parameters.ts';
import { decimal } from '../plain-line.ts';
import type { Reader } from '../reader.ts';
import type { Source, SourceLine } from '../source.ts';
import { secondsIn } from '../units.ts';

/**
 * hyperfine's `--export-json`, `--export-csv`, `--export-markdown`, `--export-orgmode` and `--export-asciidoc`. Every run of a command is a process of its own, and JSON
 * has the time of each.
 * @see https://github.com/sharkdp/hyperfine
 */
export const hyperfine: Reader = {
  format: 'hyperfine',
  title: 'hyperfine',
  recognises(source) {
    if ([CSV, MARKDOWN, ASCIIDOC].some((table) => table.test(source.beginning))) return true;
    return resultsOf(jsonOf(source)).some((result) => 'command' in result && ('times' in result || 'mean' in result));
  },
  read(source) {
    if (CSV.test(source.beginning)) return readCsv(source);
    if (ASCIIDOC.test(source.beginning)) return readTable(source, asciidocRows);
    return MARKDOWN.test(source.beginning) ? readTable(source, markdownRows) : readExport(source);
  },
};

const CSV = /^\s*command,mean,stddev,/;
/** A table of Org mode has the same lines. */
const MARKDOWN = /^[ \t]*\| *Command *\| *Mean \[(\w+|µs)\] *\|/mu;

const ASCIIDOC = /^[ \t]*\| *Command *\r?\n\s*\| *Mean \[(\w+|µs)\] *\r?$/mu;

function readExport(source: Source): IngestedFile {
  const findings = new Findings();
  const run = findings.run();
  for (const result of resultsOf(source.json())) {
    const name = withParameters(textOf(result.command) ?? '', membersOf(result.parameters));
    const wrong = whatIsWrong(result);
    if (wrong === null) run.add(name, metricsOf(result, findings));
    else findings.problem(name, wrong);
    if (wrong === null) noteFailures(name, result, findings);
  }
  return findings.file(source.name);
}

function resultsOf(json: unknown): readonly Members[] {
  return elementsOf(membersOf(json).results).map(membersOf);
}

function whatIsWrong({ mean, exit_codes: codes }: Members): string | null {
  const value = numberOf(mean);
  if (value === null) return 'it has no mean: hyperfine was ended before the command was measured.';
  if (value <= 0)
    return 'its mean is 0: it takes no longer than the shell that hyperfine takes off; measure it with -N.';
  const all = elementsOf(codes);
  const absent = all.filter((code) => code === NOT_FOUND || code === NOT_EXECUTABLE).length;
  if (absent > 0) return `${absent} of its ${all.length} runs found no command that can be run; mend the command.`;
  const killed = all.filter((code) => code === null).length;
  return killed > 0 ? `${killed} of its ${all.length} runs were ended by a signal; mend the command.` : null;
}

/** What shells say of a command that is not there, or cannot be run. */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

// Where a command fails, hyperfine exports nothing, unless its user has told it to go on (`--ignore-failure`).
function noteFailures(name: string, { exit_codes: codes }: Members, findings: Findings): void {
  const all = elementsOf(codes);
  const failed = all.filter((code) => code !== 0).length;
  if (failed > 0) {
    findings.note(
      `${name}: ${failed} of its ${all.length} runs failed, which hyperfine was told to ignore; their times count.`,
    );
  }
}

function metricsOf(result: Members, findings: Findings): readonly MeasuredMetric[] {
  const times = numbersOf(result.times);
  const isWhole = times !== null && times.length > 0 && times.every((time) => time > 0);
  if (times !== null && times.length > 0 && !isWhole) {
    findings.note(
      'Some runs took no longer than the shell that hyperfine takes off, so only the mean of all can be used.',
    );
  }
  const figures = isWhole
    ? ({ kind: 'processes', processes: times.map((time) => [time]) } as const)
    : summaryOf(numberOf(result.stddev), times?.length ?? null);
  const time: MeasuredMetric = { ...TIME, value: numberOf(result.mean)!, figures };
  return [time, ...processorTime(result, times?.length ?? null), ...memoryOf(result, findings)];
}

function processorTime({ user, system }: Members, count: number | null): readonly MeasuredMetric[] {
  const [inUser, inSystem] = [numberOf(user), numberOf(system)];
  if (inUser === null || inSystem === null) return [];
  const value = inUser + inSystem;
  // Systems count it in ticks, of which a short command may take none.
  return value > 0 ? [{ ...CPU_TIME, value, figures: summaryOf(null, count) }] : [];
}

function memoryOf(result: Members, findings: Findings): readonly MeasuredMetric[] {
  const bytes = numbersOf(result.memory_usage_byte);
  if (bytes === null || bytes.length === 0) return [];
  if (!bytes.every((each) => each > 0)) {
    findings.note('Peak memory is left out where it is 0: hyperfine cannot tell it on every system.');
    return [];
  }
  const processes = bytes.map((each) => [each]);
  return [{ ...PEAK_MEMORY, value: medianOf(bytes), figures: { kind: 'processes', processes } }];
}

function readCsv(source: Source): IngestedFile {
  const findings = new Findings();
  const run = findings.run();
  let header: readonly string[] | null = null;
  for (const { cells, line, isOpen } of csvRows(source.lines())) {
    if (header === null) {
      header = cells;
      continue;
    }
    const row = new Map(header.map((column, i) => [column, cells[i] ?? '']));
    const parameters = [...row].filter(([column]) => column.startsWith(PARAMETER));
    const own = Object.fromEntries(parameters.map(([column, value]) => [column.slice(PARAMETER.length), value]));
    const name = withParameters(row.get('command') ?? '', own);
    const [mean, stddev, user, system] = ['mean', 'stddev', 'user', 'system'].map((column) =>
      figureOf(row.get(column)),
    );
    const result = { mean, stddev, user, system };
    const wrong = whatIsWrong(result);
    if (isOpen || cells.length < header.length) findings.problem(null, 'the line has no end; it was cut off.', line);
    else if (wrong === null) run.add(name, metricsOf(result, findings), line);
    else findings.problem(name, wrong, line);
  }
  return findings.file(source.name);
}

const PARAMETER = 'parameter_';

function figureOf(text = ''): number | null {
  return numberOf(decimal(text));
}

/** A command of a table and what it says of its mean; the mean is null where the row is not whole. */
interface TableRow {
  readonly name: string;
  readonly mean: string | null;
  readonly unit: string;
  readonly line: number;
}

function readTable(source: Source, rowsOf: (lines: Iterable<SourceLine>) => Iterable<TableRow>): IngestedFile {
  const findings = new Findings();
  const run = findings.run();
  findings.note('The figures of a table are rounded; --export-json has the time of every run.');
  for (const { name, mean, unit, line } of rowsOf(source.lines())) {
    const seconds = secondsIn(unit) ?? Number.NaN;
    const [value = null, deviation = null] = (mean ?? '').split('±').map((cell) => figureOf(cell.trim()));
    if (value !== null && value * seconds > 0) {
      const figures = summaryOf(deviation === null ? null : deviation * seconds);
      run.add(name, [{ ...TIME, value: value * seconds, figures }], line);
    } else {
      findings.problem(
        name,
        mean === null
          ? 'its row is not whole: the file is cut off, or was changed.'
          : `its mean is no time: ${mean.trim()}.`,
        line,
      );
    }
  }
  return findings.file(source.name);
}

function* markdownRows(lines: Iterable<SourceLine>): Iterable<TableRow> {
  let unit: string | null = null;
  for (const { text, number } of lines) {
    unit = MARKDOWN.exec(text)?.[1] ?? unit;
    const row = /^\s*\| *([`=])(.*)\1 *\|([^|]*)\|/.exec(text);
    if (row === null || unit === null) continue;
    yield { name: row[2]!.replaceAll('\\|', '|'), mean: row[3]!, unit, line: number };
  }
}

// A cell a line: the command, its mean, the least and the longest time, and how they relate.
const CELLS = 5;

function* asciidocRows(lines: Iterable<SourceLine>): Iterable<TableRow> {
  let unit: string | null = null;
  let row: SourceLine[] = [];
  for (const line of lines) {
    unit = /^\s*\| *Mean \[(\w+|µs)\] *$/u.exec(line.text)?.[1] ?? unit;
    const isCell = /^\s*\|(?!===)/.test(line.text);
    if (isCell && row.length > 0 && row.length < CELLS && !COMMAND.test(line.text)) row.push(line);
    else {
      yield* asciidocRow(row, unit);
      row = COMMAND.test(line.text) ? [line] : [];
    }
  }
  yield* asciidocRow(row, unit);
}

const COMMAND = /^\s*\| *`(.*)` *$/;

// The mean lies between the least and the longest time; where a line is lost or has changed places, something else stands there.
function* asciidocRow(row: readonly SourceLine[], unit: string | null): Iterable<TableRow> {
  const [first, ...cells] = row.map(({ text }) => text.replace(/^\s*\|/, '').trim());
  const name = row[0] && COMMAND.exec(row[0].text)?.[1]?.replaceAll('\\|', '|');
  if (first === undefined || name === undefined || unit === null) return;
  const [mean = '', least, longest] = cells;
  const [middle, ...ends] = [mean.split('±')[0]!.trim(), least, longest].map(figureOf);
  const isBetween = middle != null && ends.every((end) => end !== null) && ends[0]! <= middle && middle <= ends[1]!;
  const isWhole = row.length === CELLS && row.at(-1)!.isOpen !== true && isBetween;
  yield { name, mean: isWhole ? mean : null, unit, line: row[0]!.number };
}
