import type { IngestedFile } from '../../model/ingested.ts';
import type { MeasuredMetric } from '../../model/measured-metric.ts';
import { TIME } from '../../model/metric.ts';
import { deviationOfMargin, samplesOr, summaryOf } from '../figures.ts';
import { Findings, type RunFindings } from '../findings.ts';
import { elementsOf, type Members, membersOf, numberOf, numbersOf, textOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import type { Reader } from '../reader.ts';
import type { Source } from '../source.ts';

/**
 * tinybench's tasks and results as JSON (milliseconds), and its table (nanoseconds), as JSON or as `console.table` prints it; of
 * version 2 to 6.
 * @see https://github.com/tinylibs/tinybench
 */
export const tinybench: Reader = {
  format: 'tinybench',
  title: 'tinybench',
  recognises(source) {
    return tasksOf(jsonOf(source)).some((task) => isRow(task) || isTask(task)) || headerIn(source.beginning) !== null;
  },
  read(source) {
    return headerIn(source.beginning) === null ? readTasks(source) : readPrinted(source);
  },
};

function tasksOf(json: unknown): readonly Members[] {
  const { results, tasks } = membersOf(json);
  const all = [json, results, tasks].flatMap(elementsOf).map(membersOf);
  // What Vitest 5 writes for `writeResult`: a result by itself.
  return isTask(membersOf(json)) ? [membersOf(json)] : all;
}

/** A row of `table()`. */
function isRow(task: Members): boolean {
  return nameOfRow(task) !== null && Object.keys(task).length > 1;
}

function nameOfRow(row: Members): string | null {
  return textOf(row['Task name']) ?? textOf(row['Task Name']);
}

/** A task with its result, or the result alone. */
function isTask(task: Members): boolean {
  const result = resultOf(task);
  if ('latency' in result) return 'throughput' in result && 'rme' in membersOf(result.latency);
  return ['hz', 'rme', 'period', 'mean', 'samples'].every((member) => member in result) || isFailure(task);
}

function resultOf(task: Members): Members {
  return Object(task.result) === task.result ? membersOf(task.result) : task;
}

/** States of a task whose figures are none, or not all. */
const UNFINISHED = ['aborted', 'aborted-with-statistics', 'errored', 'not-started', 'started'];

function isFailure(task: Members): boolean {
  const { state, error } = resultOf(task);
  return (
    textOf(task.name) !== null && (UNFINISHED.includes(String(state)) || ('runs' in task && Object(error) === error))
  );
}

function readTasks(source: Source): IngestedFile {
  const findings = new Findings();
  const run = findings.run();
  for (const task of tasksOf(source.json())) {
    if (isRow(task)) addRow(task, run, findings);
    else if (Object.keys(task).length > 0) addTask(task, nameOfTask(task, source), run, findings);
  }
  return findings.file(source.name);
}

function nameOfTask(task: Members, { name }: Source): string {
  return textOf(task.name) ?? name.replace(/^.*[\\/]/, '').replace(/\.json$/i, '');
}

function addTask(task: Members, name: string, run: RunFindings, findings: Findings): void {
  const result = resultOf(task);
  const time = timeOfResult(result);
  if (UNFINISHED.includes(String(result.state))) {
    findings.problem(name, `it is ${String(result.state)}; it failed or was not run to its end.`);
  } else if (Object(result.error) === result.error) {
    findings.problem(name, `it failed: ${textOf(membersOf(result.error).message) ?? 'its error is not in the file'}.`);
  } else if (contradictionIn(result) !== null) {
    findings.problem(name, contradictionIn(result)!);
  } else if (time === null) {
    findings.problem(name, 'it has no mean above 0; it failed, or does nothing that can be measured.');
  } else {
    run.add(name, [time]);
    findings.note('Throughput is left out: it is the same measurement, the other way round.');
  }
}

/**
 * What a result of tinybench says of the time of a call: `latency` since version 3, which is in milliseconds as its members were
 * before.
 * @returns null where it says nothing.
 */
export function timeOfResult(result: Members): MeasuredMetric | null {
  const latency = 'latency' in result ? membersOf(result.latency) : result;
  const mean = numberOf(latency.mean);
  if (mean === null || mean <= 0) return null;
  const unit = unitOf(mean, 'latency' in result ? null : numberOf(result.hz));
  const count = numberOf(latency.samplesCount) ?? numberOf(latency.sampleCount) ?? null;
  const degrees = numberOf(latency.df);
  const deviation = numberOf(latency.sd);
  const times = numbersOf(latency.samples)?.map((time) => time * unit) ?? null;
  return {
    ...TIME,
    value: mean * unit,
    figures: samplesOr(
      times?.every((time) => time > 0) ? times : null,
      summaryOf(deviation === null ? null : deviation * unit, count ?? (degrees === null ? null : degrees + 1)),
    ),
  };
}

/**
 * What is wrong with a result of tinybench since version 3 whose mean is another than its period, which it makes from the same
 * figures: where lines were lost or moved, the last of two means counts.
 * @returns null where nothing is.
 */
export function contradictionIn(result: Members): string | null {
  const mean = numberOf(membersOf(result.latency).mean);
  const period = numberOf(result.period);
  if (mean === null || period === null || Math.abs(mean - period) <= SAME * period) return null;
  return `the mean of its latency is ${mean} and its period ${period}, which are the same; give the file as it was written.`;
}

/** How far apart two means of the same figures may be: sums of as many are rounded. */
const SAME = 0.1;

const MILLISECOND = 1e-3;

// Calls a second times the mean is 1 in seconds: it tells the unit where somebody has converted what tinybench says.
function unitOf(mean: number, callsPerSecond: number | null): number {
  const found = [1, 1e-3, 1e-6, 1e-9].find((unit) => Math.abs(mean * unit * (callsPerSecond ?? 0) - 1) < 0.02);
  return found ?? MILLISECOND;
}

// Version 2, 3, and since 3.1.
const LATENCY = ['Average Time (ns)', 'Latency average (ns)', 'Latency avg (ns)'];
const NANOSECOND = 1e-9;

function addRow(row: Members, run: RunFindings, findings: Findings, line: number | null = null): void {
  const name = nameOfRow(row)!;
  const latency = LATENCY.map((column) => row[column]).find((cell) => cell !== undefined);
  // `1234.56 ± 0.79%`
  const [, text, margin] = /^(\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?: ± (\d+(?:\.\d+)?)%)?$/.exec(String(latency)) ?? [];
  const value = Number(text) * NANOSECOND;
  const remarks = row.Remarks ?? row.Error;
  if (remarks !== undefined) {
    findings.problem(name, `it failed or was not run to its end: ${String(remarks)}.`, line);
  } else if (latency === undefined) {
    findings.problem(
      name,
      `it has none of the columns ${LATENCY.join(', ')}; a table of one's own cannot be read.`,
      line,
    );
  } else if (!(value > 0)) {
    findings.problem(
      name,
      `its time is ${JSON.stringify(latency)}; it failed, or does nothing that can be measured.`,
      line,
    );
  } else {
    const count = numberOf(Number(row.Samples));
    const percent = margin ?? /^±(\d+(?:\.\d+)?)%$/.exec(String(row.Margin))?.[1] ?? null;
    const deviation = percent === null ? null : deviationOfMargin(value, Number(percent), count);
    run.add(name, [{ ...TIME, value, figures: summaryOf(deviation, count) }], line);
  }
}

/** `console.table` draws lines between columns, and quotes texts. */
const BAR = '│';

function headerIn(text: string): readonly string[] | null {
  const header = text.split('\n').find((line) => line.includes(BAR) && /│ *Task [Nn]ame *│/.test(line));
  return header === undefined ? null : cellsOf(header);
}

function cellsOf(line: string): readonly string[] {
  return line
    .split(BAR)
    .slice(1, -1)
    .map((cell) =>
      cell
        .trim()
        .replace(/^(['"`])(.*)\1$/s, '$2')
        .replaceAll("\\'", "'"),
    );
}

function readPrinted(source: Source): IngestedFile {
  const findings = new Findings();
  const run = findings.run();
  let header: readonly string[] | null = null;
  for (const { text, number } of source.lines()) {
    const own = headerIn(text);
    header = own ?? header;
    if (header === null || own !== null || !text.includes(BAR)) continue;
    const cells = cellsOf(text);
    const row = Object.fromEntries(header.map((column, i) => [column, cells[i] === '' ? undefined : cells[i]]));
    if (cells.length < header.length)
      findings.problem(null, 'the row ends before its last column; it was cut off.', number);
    else if (nameOfRow(row) !== null) addRow(row, run, findings, number);
  }
  return findings.file(source.name);
}
