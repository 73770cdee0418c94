import type { Canvas } from './canvas.ts';
import { flow, type Part } from './flow.ts';
import type { Paint } from './paint.ts';
import type { Cell, Column, Row, Table } from './rows.ts';
import { padPainted } from './width.ts';
import { truncateMiddle, wrap } from './wrap.ts';

/** How the rows of one table are drawn. */
export interface Layout {
  readonly heading: readonly string[];
  readonly lines: (row: Row) => readonly string[];
}

/** Columns that the parts of a table take. */
export interface Widths {
  readonly name: number;
  readonly cells: readonly number[];
  /** All cells and the closing word, with the gaps before them. */
  readonly values: number;
}

/** Where names begin: behind an indent, the symbol and a space. */
export const NAME_AT = 4;
/** Spaces before the closing word. */
export const WORD_GAP = 2;

const MOST_NAME_LINES = 3;
const plain: Paint = (text) => text;
const spaces = (count: number): string => ' '.repeat(count);

/** A line a row; a name that is too long goes on below itself. */
export function lineLayout(table: Table, widths: Widths, canvas: Canvas): Layout {
  return {
    heading: [spaces(NAME_AT) + padPainted(table.nameHeading, widths.name, 'left', plain) + headings(table, widths)],
    lines: (row) => {
      const [first = '', ...more] = nameLines(row.name, widths.name);
      const name = padPainted(first, widths.name, 'left', namePaint(canvas));
      const values = alignedValues(row, table.columns, widths);
      return [`  ${row.paint(row.symbol)} ${name}${values}`, ...more.map((line) => spaces(NAME_AT) + line)];
    },
  };
}

/** The name on a line of its own, its values in straight columns below. */
export function cardLayout(table: Table, widths: Widths, canvas: Canvas): Layout {
  const firstGap = table.columns[0]?.gap ?? 0;
  return {
    heading: [spaces(NAME_AT) + headings(table, widths).slice(firstGap)],
    lines: (row) => [
      ...standaloneName(row, canvas),
      spaces(NAME_AT) + alignedValues(row, table.columns, widths).slice(firstGap),
    ],
  };
}

/** The name on a line of its own; its values, which then explain themselves, wherever there is room below. */
export function flowLayout(table: Table, canvas: Canvas): Layout {
  return {
    heading: [],
    lines: (row) => {
      const parts = [{ text: row.word, paint: row.paint }, ...joinNeighbors(row.cells, table.columns)];
      const lines = flow(parts, { width: canvas.width - NAME_AT, gap: 2 });
      return [...standaloneName(row, canvas), ...lines.map((line) => spaces(NAME_AT) + line)];
    },
  };
}

function headings({ columns, wordHeading }: Table, widths: Widths): string {
  const cells = columns.map(
    ({ heading, align, gap }, at) => spaces(gap) + padPainted(heading, widths.cells[at] ?? 0, align, plain),
  );
  return `${cells.join('')}${spaces(WORD_GAP)}${wordHeading}`;
}

function alignedValues(row: Row, columns: readonly Column[], widths: Widths): string {
  const cells = columns.map(({ align, gap }, at) => {
    const { text, paint } = row.cells[at] ?? { text: '' };
    return spaces(gap) + padPainted(text, widths.cells[at] ?? 0, align, paint ?? plain);
  });
  return `${cells.join('')}${spaces(WORD_GAP)}${row.paint(row.word)}`;
}

function joinNeighbors(cells: readonly Cell[], columns: readonly Column[]): Part[] {
  const parts: Part[] = [];
  cells.forEach((cell, at) => {
    const text = cell.alone ?? cell.text;
    const paint = cell.paint ?? plain;
    if (text === '') return;
    const neighbor = columns[at]?.gap === 1 ? parts.pop() : undefined;
    parts.push(neighbor === undefined ? { text, paint } : { text: `${neighbor.text} ${text}`, paint: neighbor.paint });
  });
  return parts;
}

function standaloneName(row: Row, canvas: Canvas): string[] {
  const [first = '', ...more] = nameLines(row.name, canvas.width - NAME_AT);
  return [`  ${row.paint(row.symbol)} ${namePaint(canvas)(first)}`, ...more.map((line) => spaces(NAME_AT) + line)];
}

function nameLines(name: string, width: number): string[] {
  return wrap(truncateMiddle(name, width * MOST_NAME_LINES), width);
}

/** The groups of a name step back behind the name itself. */
function namePaint({ colors }: Canvas): Paint {
  return (name) => {
    const own = name.lastIndexOf(' > ') + 3;
    return own < 3 ? name : colors.dim(name.slice(0, own)) + name.slice(own);
  };
}
