import { formatCounted } from '../format.ts';
import type { Canvas } from '../text/canvas.ts';
import { type Note, renderNotes } from '../text/notes.ts';
import { truncateMiddle } from '../text/wrap.ts';

/** What is to be said about one test. */
export interface NotesOfTest {
  readonly name: string;
  readonly notes: readonly Note[];
}

/** A note that several tests have in common. */
export interface SharedNote extends Note {
  readonly names: readonly string[];
}

const MOST_NAMES = 12;
// Columns of each; one that is longer would bury what comes after it.
const LONGEST_NAME = 120;

/** The notes that word for word belong to more than one test, in the order of their first appearance. */
export function findSharedNotes(tests: readonly NotesOfTest[]): SharedNote[] {
  const found = new Map<string, { note: Note; names: Set<string> }>();
  for (const { name, notes } of tests) {
    for (const note of notes) {
      const entry = found.get(note.text) ?? { note, names: new Set() };
      found.set(note.text, { ...entry, names: entry.names.add(name) });
    }
  }
  return [...found.values()]
    .filter(({ names }) => names.size > 1)
    .map(({ note, names }) => ({ ...note, names: [...names] }));
}

/** The notes of one test that no other test has. */
export function ownNotes(notes: readonly Note[], shared: readonly SharedNote[]): Note[] {
  if (notes.length === 0) return [];
  const elsewhere = new Set(shared.map((note) => note.text));
  return notes.filter((note) => !elsewhere.has(note.text));
}

/**
 * The lines of shared notes, each said once, then the count of its tests and their names.
 *
 * @param total how many tests there are: what concerns all of them needs no names
 */
export function renderSharedNotes(shared: readonly SharedNote[], total: number, canvas: Canvas): string[] {
  return shared.flatMap(({ kind, text, names }) => {
    const tests = formatCounted(names.length, 'test');
    const whom = names.length === total ? `all ${tests}` : `${tests}: ${listNames(names)}`;
    return [
      ...renderNotes([{ kind, text }], { ...canvas, indent: 0 }),
      ...renderNotes([{ kind: 'message', text: whom }], { ...canvas, indent: 4 }).map(canvas.colors.dim),
    ];
  });
}

/** The first names of a list, and how many more there are. */
export function listNames(names: readonly string[]): string {
  const listed = names
    .slice(0, MOST_NAMES)
    .map((name) => truncateMiddle(name, LONGEST_NAME))
    .join(', ');
  return names.length > MOST_NAMES ? `${listed} and ${names.length - MOST_NAMES} more` : listed;
}
