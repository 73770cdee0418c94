import type { Colors } from './paint.ts';
import { HANG, wrap } from './wrap.ts';

/** A sentence or two that belong to a row: what a verdict means, or advice. */
export interface Note {
  readonly kind: 'message' | 'warning';
  readonly text: string;
}

/** How notes are drawn. */
export interface NotesOptions {
  /** Columns left free at the start of every line. */
  readonly indent: number;
  /** Columns of the terminal. */
  readonly width: number;
  readonly colors: Colors;
}

/** Longer lines of prose are tiring to read, however wide the terminal is. */
const LONGEST_LINE = 100;

/** The lines of notes: messages as they are, warnings behind an exclamation mark. */
export function renderNotes(notes: readonly Note[], options: NotesOptions): string[] {
  return notes.flatMap((note) => renderNote(note, options));
}

function renderNote({ kind, text }: Note, { indent, width, colors }: NotesOptions): string[] {
  const mark = kind === 'warning' ? '! ' : '';
  const room = Math.min(width, LONGEST_LINE) - indent - mark.length;
  const hang = indent === 0 && mark === '' ? HANG : 0;
  return wrap(text, room, hang).map((line, index) => {
    const start = index === 0 && mark !== '' ? colors.yellow(mark) : ' '.repeat(mark.length);
    return ' '.repeat(indent) + start + line;
  });
}
