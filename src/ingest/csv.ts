import type { SourceLine } from './source.ts';

/** One row of a table. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** Where it begins, counted from 1. */
  readonly line: number;
  /** It has no line end: its writer may have been stopped in the middle of it. */
  readonly isOpen: boolean;
}

/** Rows of comma-separated values (RFC 4180), or of values with another separator; empty lines are none. */
export function* csvRows(lines: Iterable<SourceLine>, separator = ','): Iterable<CsvRow> {
  let begun: Begun | null = null;
  for (const { text, number, isOpen = false } of lines) {
    // What is quoted may hold line ends.
    const row: Begun = begun ?? { lines: [], line: number, length: 0, isInQuotes: false };
    row.lines.push(text);
    row.length += text.length + 1;
    if (quotesIn(text) % 2 === 1) row.isInQuotes = !row.isInQuotes;
    begun = row.isInQuotes && row.length <= LONGEST ? row : null;
    if (begun === null && row.lines.some((each) => each.trim() !== ''))
      yield { cells: cellsOf(row.lines.join('\n'), separator), line: row.line, isOpen };
  }
  if (begun !== null) yield { cells: cellsOf(begun.lines.join('\n'), separator), line: begun.line, isOpen: true };
}

/** The text of a row that may go on in the next line. */
interface Begun {
  readonly lines: string[];
  readonly line: number;
  length: number;
  isInQuotes: boolean;
}

/** A quote that is never closed would make one row of a whole file. */
const LONGEST = 65_536;

function quotesIn(text: string): number {
  return text.split('"').length - 1;
}

function cellsOf(text: string, separator: string): readonly string[] {
  if (!text.includes('"')) return text.split(separator);
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]!;
    if (sign === '"') {
      if (isQuoted && text[i + 1] === '"') cell += text[i++]!;
      else isQuoted = !isQuoted;
    } else if (sign === separator && !isQuoted) {
      cells.push(cell);
      cell = '';
    } else {
      cell += sign;
    }
  }
  return [...cells, cell];
}
