import type { GateChange } from '../../model/gate.ts';
import { formatCounted } from '../format.ts';
import type { Canvas } from '../text/canvas.ts';
import { neutralizeText } from '../text/neutralize.ts';
import { renderNotes } from '../text/notes.ts';

const MOST_CHANGES = 20;

/** What a change did to the gate itself; nothing where it did nothing. */
export function renderGateChanges(changes: readonly GateChange[], canvas: Canvas): string[] {
  if (changes.length === 0) return [];
  const notes = changes
    .slice(0, MOST_CHANGES)
    .map(({ words }) => ({ kind: 'warning', text: neutralizeText(words) }) as const);
  const more = changes.length - notes.length;
  return [
    canvas.colors.bold('The gate is weaker'),
    ...renderNotes(notes, { ...canvas, indent: 2 }),
    ...(more > 0 ? [canvas.colors.dim(`  … and ${formatCounted(more, 'other change', 'other changes')}`)] : []),
  ];
}
