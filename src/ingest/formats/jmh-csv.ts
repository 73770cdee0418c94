import { studentTQuantile } from '../../statistics/core/student-t.ts';
import { Collected } from '../collected.ts';
import { type CsvRow, csvRows } from '../csv.ts';
import { summaryOf } from '../figures.ts';
import { decimal } from '../plain-line.ts';
import type { Reader } from '../reader.ts';
import type { Source } from '../source.ts';
import { baseUnitOf, inBaseUnits } from '../units.ts';
import { type JmhMetric, JmhVariants, nameWith, primaryMetric, secondaryMetric } from './jmh-metrics.ts';

const HEADER = /^"?Benchmark"?([,;])"?Mode"?\1"?Threads"?\1"?Samples"?\1"?Score"?\1/m;
const COLUMNS = ['Benchmark', 'Mode', 'Threads', 'Samples', 'Score'];
const PARAMETER = 'Param: ';
/** JMH's error is half of an interval of 99.9 %. */
const ERROR_QUANTILE = 0.9995;

/**
 * JMH's CSV (`-rf csv`, `-rf scsv`): a mean, its error and a count of each benchmark; JSON has every iteration.
 * @see https://github.com/openjdk/jmh
 */
export const jmhCsv: Reader = {
  format: 'jmh-csv',
  title: 'CSV of JMH',
  recognises(source) {
    return HEADER.test(source.beginning);
  },
  read(source) {
    const collected = new Collected();
    const variants = new JmhVariants();
    for (const [row, header] of rowsOf(source)) readRow(row, header, collected, variants);
    collected.note('CSV has a mean of each benchmark; -rf json has what every fork measured.');
    return collected.file(source.name);
  },
};

function* rowsOf(source: Source): Iterable<readonly [CsvRow, readonly string[]]> {
  const separator = HEADER.exec(source.beginning)?.[1] ?? ',';
  let header: readonly string[] | null = null;
  for (const row of csvRows(source.lines(), separator)) {
    if (COLUMNS.every((column, i) => row.cells[i] === column)) header = row.cells;
    else if (header !== null && row.cells.length > 1) yield [row, header];
  }
}

function readRow(
  { cells, line, isOpen }: CsvRow,
  header: readonly string[],
  collected: Collected,
  variants: JmhVariants,
): void {
  if (isOpen || cells.length !== header.length) {
    collected.problem(null, 'its line is not whole: it was cut off; run it again.', line);
    return;
  }
  const row = new Map(header.map((column, i) => [column, cells[i]!]));
  const parameters = [...row]
    .filter(([column, value]) => column.startsWith(PARAMETER) && value !== '')
    .map(([column, value]) => [column.slice(PARAMETER.length), value] as const);
  const [benchmark = '', ...labels] = row.get('Benchmark')!.split(':');
  const label = labels.join(':');
  const [mode, unit] = [row.get('Mode')!, row.get('Unit') ?? ''];
  const about = label === '' ? primaryMetric(mode, unit) : secondaryMetric(label, unit);
  if (about === null) {
    collected.note('What its profilers say of the collector is left out, but for allocated bytes.');
    return;
  }
  const wrong = whatIsWrong(benchmark, mode, unit, label === '');
  const plain = nameWith(benchmark, parameters);
  if (wrong !== null) collected.problem(plain, wrong, line);
  else
    add(variants.nameOf(plain, mode, about.metric.name, decimal(row.get('Threads')!)), row, about, { line, collected });
}

function whatIsWrong(benchmark: string, mode: string, unit: string, isPrimary: boolean): string | null {
  if (benchmark.trim() === '') return 'it has no name; it is no result of JMH as it writes it.';
  if (unit.trim() === '') return 'its score has no unit; it is no result of JMH as it writes it.';
  const isRate = baseUnitOf(unit).unit === 'per second';
  return !isPrimary || isRate === (mode === 'thrpt')
    ? null
    : `its mode ${mode} and its unit ${unit} contradict each other; it is no result of JMH as it writes it.`;
}

function add(
  name: string,
  row: ReadonlyMap<string, string>,
  { metric, factor }: JmhMetric,
  { line, collected }: { readonly line: number; readonly collected: Collected },
): void {
  const count = decimal(row.get('Samples')!);
  const error = decimal([...row].find(([column]) => column.startsWith('Score Error'))?.[1] ?? '');
  const value = inBaseUnits(decimal(row.get('Score')!), factor);
  // Whoever sets a language with decimal commas gets numbers that mean something else in another one.
  if (Number.isNaN(value)) {
    collected.problem(
      name,
      `its score is ${JSON.stringify(row.get('Score'))}, which is no number with a decimal point.`,
      line,
    );
    return;
  }
  const deviation =
    Number.isFinite(error) && count >= 2
      ? (inBaseUnits(error, factor) / studentTQuantile(ERROR_QUANTILE, count - 1)) * Math.sqrt(count)
      : null;
  collected.add(
    name,
    { ...metric, value, figures: summaryOf(deviation, Number.isInteger(count) ? count : null) },
    { line },
  );
}
