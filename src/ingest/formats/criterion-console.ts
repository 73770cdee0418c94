import type { MeasuredMetric } from '../../model/measured-metric.ts';
import { THROUGHPUT, TIME } from '../../model/metric.ts';
import { Collected } from '../collected.ts';
import { decimal, hasLine, plainLine } from '../plain-line.ts';
import type { Reader } from '../reader.ts';
import { bytesIn, inBaseUnits, secondsIn } from '../units.ts';

const TIMES = /^(|.*\S)\s+time: +\[(.*)\]$/s;
const RATES = /^\s+thrpt: +\[(.*)\]$/s;
const BEGUN = /^Benchmarking (.+?)(?:: (Warming up for|Collecting|Analyzing|Profiling for|Complete) ?.*)?$/s;
const ESTIMATE = 'criterion prints an estimate without its figures; its directory (target/criterion) has them.';

/**
 * What criterion.rs prints: the estimates, without what they were made from.
 * @see https://bheisler.github.io/criterion.rs/book/user_guide/command_line_output.html
 */
export const criterionConsole: Reader = {
  format: 'criterion-console',
  title: 'criterion.rs (console)',
  recognises(source) {
    return hasLine(source, (line) => {
      const [, , times] = timesIn(line);
      return times !== undefined && middleOf(times) !== null;
    });
  },
  read(source) {
    const reading = new ConsoleReading();
    for (const { text, number } of source.lines()) reading.line(plainLine(text), number);
    return reading.end(source.name);
  },
};

// Without its end, the pattern would look for it from each `time:` of a line.
function timesIn(line: string): readonly string[] {
  const text = line.trimEnd();
  return text.endsWith(']') ? (TIMES.exec(text) ?? []) : [];
}

interface Begun {
  readonly name: string;
  readonly line: number;
}

class ConsoleReading {
  readonly #collected = new Collected();
  /** The line before, if it may be a name: one of more than 23 characters stands alone. */
  #before = '';
  #begun: Begun | null = null;
  /** Whose times were on the line before. */
  #last: string | null = null;

  line(line: string, number: number): void {
    const [, own, times] = timesIn(line);
    const rates = RATES.exec(line.trimEnd())?.[1];
    const begun = BEGUN.exec(line);
    if (times !== undefined) this.#times(own!.trim(), times, number);
    else if (rates !== undefined) this.#rates(rates, number);
    else if (begun !== null) this.#begin(begun[1]!, begun[2], number);
    else this.#before = line.trim();
    if (times === undefined) this.#last = null;
  }

  #times(own: string, text: string, number: number): void {
    // Behind `change:` they are percentages.
    if (text.includes('%')) return;
    const name = own || this.#before || this.#begun?.name || '';
    const middle = middleOf(text);
    if (this.#begun?.name === name) this.#begun = null;
    if (name === '') this.#collected.problem(null, 'its name is missing: the line before was cut off.', number);
    else if (middle === null) this.#collected.problem(name, `its times cannot be read: [${text}].`, number);
    else {
      this.#collected.add(name, timeOf(middle), { line: number });
      this.#collected.note(ESTIMATE);
      this.#last = name;
    }
    this.#before = '';
  }

  #rates(text: string, number: number): void {
    const middle = middleOf(text);
    if (this.#last === null || text.includes('%')) return;
    const rate = middle === null ? null : rateOf(middle);
    if (rate === null) this.#collected.problem(this.#last, `its throughput cannot be read: [${text}].`, number);
    else this.#collected.add(this.#last, rate, { line: number });
  }

  #begin(name: string, step: string | undefined, number: number): void {
    if (step === 'Complete') {
      this.#collected.note(`${name} was run for a profiler, without analysis.`);
      this.#begun = null;
    } else if (this.#begun?.name !== name) {
      this.#giveUp();
      this.#begun = { name, line: number };
    }
  }

  #giveUp(): void {
    if (this.#begun === null) return;
    const { name, line } = this.#begun;
    this.#collected.problem(name, 'it has no result: it failed, or the run was ended. Run it again.', line);
  }

  end(file: string) {
    this.#giveUp();
    return this.#collected.file(file);
  }
}

interface Estimate {
  readonly figure: number;
  readonly unit: string;
}

/** The middle of `low mid high`, each with its unit. */
function middleOf(text: string): Estimate | null {
  const words = text.trim().split(/\s+/);
  if (words.length !== 6) return null;
  const figures = [words[0]!, words[2]!, words[4]!].map(decimal);
  return figures.some(Number.isNaN) ? null : { figure: figures[1]!, unit: words[3]! };
}

function timeOf({ figure, unit }: Estimate): MeasuredMetric {
  const seconds = secondsIn(unit);
  const figures = { kind: 'summary', deviation: null, count: null } as const;
  // Measurements of one's own (cycles, instructions) have units of their own.
  return seconds === null
    ? { name: unit, unit, better: 'lower', scatter: 'sampled', value: figure, figures }
    : { ...TIME, value: inBaseUnits(figure, seconds), figures };
}

const THOUSANDS: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6, G: 1e9 };

function rateOf({ figure, unit }: Estimate): MeasuredMetric | null {
  const figures = { kind: 'summary', deviation: null, count: null } as const;
  const bytes = bytesIn(unit.replace(/\/s$/, ''));
  if (bytes !== null && unit.endsWith('/s')) {
    return { ...THROUGHPUT, unit: 'bytes per second', value: figure * bytes, figures };
  }
  const [, size, what] = /^([KMG]?)(elem|b)\/s$/.exec(unit) ?? [];
  if (what === undefined) return null;
  const value = figure * THOUSANDS[size!]!;
  return what === 'elem'
    ? { ...THROUGHPUT, value, figures }
    : { ...THROUGHPUT, unit: 'bytes per second', value: value / 8, figures };
}
