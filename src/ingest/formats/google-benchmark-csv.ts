import { Collected } from '../collected.ts';
import { type CsvRow, csvRows } from '../csv.ts';
import { IngestError } from '../ingest-error.ts';
import { decimal } from '../plain-line.ts';
import type { Reader } from '../reader.ts';
import type { Source } from '../source.ts';
import { secondsIn } from '../units.ts';
import { collectRuns, type GoogleRun, LINE } from './google-runs.ts';

const HEADER = /^"?name"?,"?iterations"?,"?real_time"?,"?cpu_time"?,"?time_unit"?,/m;

/**
 * Google Benchmark's CSV (`--benchmark_format=csv`), behind whatever was printed before it.
 * @see https://github.com/google/benchmark/blob/main/docs/user_guide.md
 */
export const googleBenchmarkCsv: Reader = {
  format: 'google-benchmark-csv',
  title: 'CSV of Google Benchmark',
  recognises(source) {
    return HEADER.test(source.beginning);
  },
  read(source) {
    const collected = new Collected();
    collectRuns([...runsIn(source, collected)], collected);
    return collected.file(source.name);
  },
};

const COLUMNS = ['name', 'iterations', 'real_time', 'cpu_time', 'time_unit'];
const TEXTS = new Set(['name', 'time_unit', 'label', 'error_occurred', 'error_message']);

function* runsIn(source: Source, collected: Collected): Iterable<GoogleRun> {
  let header: readonly string[] | null = null;
  for (const row of csvRows(source.lines())) {
    if (COLUMNS.every((column, i) => row.cells[i] === column)) header = row.cells;
    else if (header === null && isRow(row)) {
      const message = 'a result stands before the names of the columns: the file was changed; run it again.';
      throw new IngestError(message, { file: source.name, line: row.line });
    } else if (header !== null && row.cells.length > 1) {
      if (row.isOpen || row.cells.length !== header.length) {
        collected.problem(row.cells[0] || null, 'its line is not whole: it was cut off; run it again.', row.line);
      } else yield runOf(row, header);
    }
  }
}

/** Where its columns have no names yet: a log may print anything, but hardly figures and a unit in these places. */
function isRow({ cells }: CsvRow): boolean {
  return secondsIn(cells[UNIT] ?? '') !== null && FIGURES.every((at) => Number.isFinite(decimal(cells[at]!)));
}

const FIGURES = [1, 2, 3];
const UNIT = 4;

function runOf({ cells, line }: CsvRow, header: readonly string[]): GoogleRun {
  const given = header.map((column, i) => [column, cells[i]!] as const).filter(([, cell]) => cell !== '');
  const members = Object.fromEntries(given.map(([column, cell]) => [column, TEXTS.has(column) ? cell : decimal(cell)]));
  // What says how time grows has no iterations.
  const made = members.iterations === undefined && members.error_occurred === undefined;
  return {
    ...members,
    ...(made && { run_type: 'aggregate', aggregate_name: 'complexity' }),
    ...(members.error_occurred !== undefined && { error_occurred: members.error_occurred === 'true' }),
    [LINE]: line,
  };
}
