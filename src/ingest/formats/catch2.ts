import { TIME } from '../../model/metric.ts';
import { Collected } from '../collected.ts';
import { decimal, hasLine, lastWords, plainLine } from '../plain-line.ts';
import type { Reader } from '../reader.ts';
import { inBaseUnits, secondsIn } from '../units.ts';

const HEADER = /^benchmark name\s+samples\s+iterations\s+(estimated|est run time|mean)\s*$/;
const RULE = /^-{20,}\s*$/;
const WHOLE = /^\d+$/;
const FIGURE = /^[\d.e+-]+$/;

/**
 * The tables that Catch2 prints.
 * @see https://github.com/catchorg/Catch2/blob/devel/docs/benchmarks.md
 */
export const catch2: Reader = {
  format: 'catch2',
  title: 'Catch2',
  recognises(source) {
    return hasLine(source, (line) => HEADER.test(line));
  },
  read(source) {
    const reading = new TableReading();
    for (const { text, number } of source.lines()) reading.line(plainLine(text), number);
    return reading.end(source.name);
  },
};

/** A benchmark of which not everything was read. */
interface Row {
  readonly parts: string[];
  readonly line: number;
  count: number | null;
  mean: number | null;
}

class TableReading {
  readonly #collected = new Collected();
  /** Test case and sections, between two rules. */
  #sections: readonly string[] = [];
  #heading: string[] | null = null;
  #isTable = false;
  #isWithoutAnalysis = false;
  #row: Row | null = null;

  line(line: string, number: number): void {
    const header = HEADER.exec(line);
    if (header !== null) {
      this.#isTable = true;
      this.#isWithoutAnalysis = header[1] === 'mean';
    } else if (RULE.test(line)) this.#rule();
    else if (/^[=~]{20,}/.test(line)) this.#leave();
    else if (this.#heading !== null) this.#heading.push(line.trim());
    else if (this.#isTable) this.#inTable(line, number);
  }

  /** A rule is below the heads of a table, and above and below the names of a test case and its sections. */
  #rule(): void {
    if (this.#heading !== null) {
      this.#sections = this.#heading.filter((each) => each !== '');
      this.#heading = null;
    } else if (this.#isTable && this.#row === null && !this.#hasBegun) this.#hasBegun = true;
    else {
      this.#leave();
      this.#heading = [];
    }
  }

  #hasBegun = false;

  #leave(): void {
    this.#giveUp();
    this.#isTable = false;
    this.#hasBegun = false;
  }

  #inTable(line: string, number: number): void {
    if (!this.#hasBegun) return;
    if (line.trim() === '') {
      this.#giveUp();
      return;
    }
    this.#row ??= { parts: [], line: number, count: null, mean: null };
    const row = this.#row;
    const counts = row.count === null ? lastWords(line, 4) : null;
    const times = row.count === null ? null : lastWords(line, 6);
    if (counts !== null && isLike(counts.words, [WHOLE, WHOLE, FIGURE])) {
      const [count, , time, unit] = counts.words;
      row.parts.push(counts.before.trim());
      row.count = Number(count);
      if (this.#isWithoutAnalysis) this.#add(row, inSeconds(time!, unit!), null);
    } else if (times !== null && isLike(times.words, [FIGURE, /./, FIGURE, /./, FIGURE])) {
      const [mean, unit] = times.words;
      row.parts.push(times.before.trim());
      if (row.mean === null) row.mean = inSeconds(mean!, unit!);
      else this.#add(row, row.mean, inSeconds(mean!, unit!));
    } else row.parts.push(line.trim());
  }

  #add(row: Row, value: number, deviation: number | null): void {
    this.#row = null;
    const figures = {
      kind: 'summary',
      deviation: deviation === null || Number.isNaN(deviation) ? null : deviation,
      count: row.count,
    } as const;
    this.#collected.add(this.#nameOf(row), { ...TIME, value, figures }, { line: row.line });
  }

  // A long name is printed on several lines, beside the figures.
  #nameOf({ parts }: Row): string {
    const name = parts
      .filter((part) => part !== '')
      .reduce((all, part) => all + (all.endsWith('-') ? '' : ' ') + part, '');
    return [...this.#sections, name.trim()].filter((each) => each !== '').join(' > ');
  }

  #giveUp(): void {
    const row = this.#row;
    this.#row = null;
    if (row === null) return;
    const name = this.#nameOf(row);
    const message = `its result is missing: it failed, or the run was ended. Run it again.`;
    this.#collected.problem(name === '' ? null : name, message, row.line);
  }

  end(file: string) {
    this.#giveUp();
    return this.#collected.file(file);
  }
}

function isLike(words: readonly string[], patterns: readonly RegExp[]): boolean {
  return patterns.every((pattern, i) => pattern.test(words[i]!));
}

function inSeconds(text: string, unit: string): number {
  const seconds = secondsIn(unit);
  return seconds === null ? Number.NaN : inBaseUnits(decimal(text), seconds);
}
