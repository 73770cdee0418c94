import type { IngestedFile } from '../../model/ingested.ts';
import type { MeasuredMetric } from '../../model/measured-metric.ts';
import { CPU_TIME, PEAK_MEMORY, TIME } from '../../model/metric.ts';
import { csvRows } from '../csv.ts';
import { medianOf, summaryOf } from '../figures.ts';
import { Findings } from '../findings.ts';
import { elementsOf, type Members, membersOf, numberOf, numbersOf, textOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import { withParameters } from '../parameters.ts';
import type { Reader } from '../reader.ts';
import type { Source } from '../source.ts';
import { secondsIn } from '../units.ts';

/**
 * hyperfine's `--export-json`, `--export-csv` and `--export-markdown`. Every run of a command is a process of its own, and JSON
 * has the time of each.
 * @see https://github.com/sharkdp/hyperfine
 */
export const hyperfine: Reader = {
  format: 'hyperfine',
  title: 'hyperfine',
  recognises(source) {
    if (CSV.test(source.beginning) || MARKDOWN.test(source.beginning)) return true;
    return resultsOf(jsonOf(source)).some((result) => 'command' in result && ('times' in result || 'mean' in result));
  },
  read(source) {
    if (CSV.test(source.beginning)) return readCsv(source);
    return MARKDOWN.test(source.beginning) ? readMarkdown(source) : readExport(source);
  },
};

const CSV = /^\s*command,mean,stddev,/;
const MARKDOWN = /^\s*\| *Command *\| *Mean \[(\w+|µs)\] *\|/mu;

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
  const value = (numberOf(user) ?? 0) + (numberOf(system) ?? 0);
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
  return /^-?\d/.test(text) ? numberOf(Number(text)) : null;
}

function readMarkdown(source: Source): IngestedFile {
  const findings = new Findings();
  const run = findings.run();
  findings.note('The figures of a Markdown table are rounded; --export-json has the time of every run.');
  let seconds: number | null = null;
  for (const { text, number } of source.lines()) {
    const unit = MARKDOWN.exec(text)?.[1];
    if (unit !== undefined) seconds = secondsIn(unit);
    const row = /^\s*\| *`(.*)` *\|([^|]*)\|/.exec(text);
    if (row === null || seconds === null) continue;
    const name = row[1]!.replaceAll('\\|', '|');
    const [mean = null, stddev = null] = row[2]!.split('±').map((cell) => figureOf(cell.trim()));
    if (mean !== null && mean > 0) {
      const figures = summaryOf(stddev === null ? null : stddev * seconds);
      run.add(name, [{ ...TIME, value: mean * seconds, figures }], number);
    } else {
      findings.problem(name, `its mean is no time: ${row[2]!.trim()}.`, number);
    }
  }
  return findings.file(source.name);
}
