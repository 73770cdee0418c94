import { Collected } from '../collected.ts';
import { decimal, hasLine, plainLine } from '../plain-line.ts';
import type { Reader } from '../reader.ts';
import { collectRuns, type GoogleRun, LINE } from './google-runs.ts';

const HEADER = /^Benchmark\s+Time\s+CPU\s+Iterations(?:\s|$)/;
// What stands behind the name; it begins at the first of some spaces and at no other, or a long row of them would be read again and again.
const ROW = /(?<=\S)\s+(\S+) (ns|us|ms|s)\s+(\S+) (ns|us|ms|s)\s+(\d+)(?:\s+(\S.*))?$/s;
const FAILED = /(?<=\S)\s+(?:ERROR OCCURRED|SKIPPED): '(.*)'$/s;
/** How time grows with the size of the input, and how much a benchmark scatters: no times. */
const NO_TIME = /^\S.*?_(?:BigO|RMS|cv)\s/;

/**
 * The table that Google Benchmark prints. Its own counters are rounded there, and left out.
 * @see https://github.com/google/benchmark/blob/main/docs/user_guide.md
 */
export const googleBenchmarkConsole: Reader = {
  format: 'google-benchmark-console',
  title: 'console of Google Benchmark',
  recognises(source) {
    return hasLine(source, (line) => HEADER.test(line));
  },
  read(source) {
    const collected = new Collected();
    const runs: GoogleRun[] = [];
    let isTable = false;
    for (const { text, number, isOpen } of source.lines()) {
      const line = plainLine(text).trimEnd();
      if (HEADER.test(line)) isTable = true;
      else if (isTable) readRow(line, { number, isOpen: isOpen === true }, runs, collected);
    }
    collectRuns(runs, collected);
    return collected.file(source.name);
  },
};

function readRow(
  line: string,
  { number, isOpen }: { readonly number: number; readonly isOpen: boolean },
  runs: GoogleRun[],
  collected: Collected,
): void {
  const failure = line.endsWith("'") ? behindName(line, FAILED) : null;
  if (failure !== null) {
    collected.problem(failure.name, `it failed: ${failure.parts[0]}.`, number);
    return;
  }
  const row = behindName(line, ROW);
  if (row === null) {
    const isTorn = isOpen && /^\S+(?:\s+\S+ (?:ns|us|ms|s)\b)?/.test(line) && !NO_TIME.test(line);
    if (isTorn) collected.problem(null, 'its line is not whole: it was cut off; run it again.', number);
    return;
  }
  const { name } = row;
  const [time, unit, cpu, cpuUnit, iterations, counters] = row.parts;
  if (counters?.includes('='))
    collected.note('Counters are left out, which the console rounds; --benchmark_out=FILE has them.');
  if (unit !== cpuUnit) {
    collected.problem(
      name,
      `its times are in ${unit} and in ${cpuUnit}, which is no line of Google Benchmark.`,
      number,
    );
    return;
  }
  runs.push({
    name,
    real_time: decimal(time!),
    cpu_time: decimal(cpu!),
    time_unit: unit,
    iterations: Number(iterations),
    repetitions: Number(iterations),
    [LINE]: number,
  });
}

function behindName(line: string, pattern: RegExp): { name: string; parts: readonly (string | undefined)[] } | null {
  const found = /^\S/.test(line) ? pattern.exec(line) : null;
  return found === null ? null : { name: line.slice(0, found.index), parts: found.slice(1) };
}
