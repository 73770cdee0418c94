import type { Canvas } from './canvas.ts';
import { cardLayout, flowLayout, type Layout, lineLayout, NAME_AT, type Widths, WORD_GAP } from './layouts.ts';
import { renderNotes } from './notes.ts';
import type { Table } from './rows.ts';
import { displayWidth } from './width.ts';
import { HANG, wrap } from './wrap.ts';

/** A name column narrower than this is hard to read: the names then get lines of their own. */
const LEAST_NAME_WIDTH = 28;

/**
 * The lines of a table in the first of three layouts that fits the width: one line per row; the name on a line of its own
 * above its values; every value where there is room. Nothing is left out in the narrow ones.
 */
export function renderTable(table: Table, canvas: Canvas): string[] {
  const layout = chooseLayout(table, canvas);
  const { colors, width } = canvas;
  const heading = layout.heading.map((line) => colors.dim(line.trimEnd()));
  const groups = table.groups.map(({ title, rows }) => [
    ...(title === null ? [] : wrap(title, width, HANG).map((line) => colors.bold(line))),
    ...rows.flatMap((row) => [...layout.lines(row), ...renderNotes(row.notes, { indent: NAME_AT, ...canvas })]),
  ]);
  return [...heading, ...groups.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))];
}

function chooseLayout(table: Table, canvas: Canvas): Layout {
  const widths = measure(table);
  const room = canvas.width - NAME_AT;
  const roomForName = room - widths.values;
  if (roomForName >= Math.min(widths.name, LEAST_NAME_WIDTH)) {
    return lineLayout(table, { ...widths, name: Math.min(roomForName, widths.name) }, canvas);
  }
  const firstGap = table.columns[0]?.gap ?? 0;
  return widths.values - firstGap <= room ? cardLayout(table, widths, canvas) : flowLayout(table, canvas);
}

function measure({ columns, groups, nameHeading, wordHeading }: Table): Widths {
  const rows = groups.flatMap((group) => group.rows);
  const widest = (texts: readonly string[]): number =>
    texts.reduce((most, text) => Math.max(most, displayWidth(text)), 0);
  const cells = columns.map(({ heading }, at) => widest([heading, ...rows.map((row) => row.cells[at]?.text ?? '')]));
  const word = widest([wordHeading, ...rows.map((row) => row.word)]);
  return {
    name: widest([nameHeading, ...rows.map((row) => row.name)]),
    cells,
    values: columns.reduce((sum, { gap }, at) => sum + gap + (cells[at] ?? 0), WORD_GAP + word),
  };
}
