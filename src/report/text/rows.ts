import type { Note } from './notes.ts';
import type { Paint } from './paint.ts';
import type { Alignment } from './width.ts';

/** A column between a row's name and its closing word. */
export interface Column {
  readonly heading: string;
  readonly align: Alignment;
  /** Spaces before it; with one, it belongs to the column before it and stays beside it. */
  readonly gap: number;
}

/** One value of a row. */
export interface Cell {
  readonly text: string;
  /** The text where no heading explains it; `text` unless given, nothing where it is empty. */
  readonly alone?: string;
  readonly paint?: Paint;
}

/** One thing that was measured: a name, a cell for each column, and a word that says how it went. */
export interface Row {
  readonly symbol: string;
  readonly name: string;
  readonly cells: readonly Cell[];
  readonly word: string;
  /** Of the symbol and the word. */
  readonly paint: Paint;
  readonly notes: readonly Note[];
}

/** Rows under one title. */
export interface RowGroup {
  readonly title: string | null;
  readonly rows: readonly Row[];
}

/** A table: its columns are straight across all groups. */
export interface Table {
  readonly nameHeading: string;
  readonly wordHeading: string;
  readonly columns: readonly Column[];
  readonly groups: readonly RowGroup[];
}
