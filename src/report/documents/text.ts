import type { GateChange } from '../../model/gate.ts';
import { PAIRS_SIGN, pairsInWords } from '../deciding.ts';
import { formatInterval, formatPercent } from '../format.ts';
import { groupByFile } from '../terminal/by-file.ts';
import { CHANGE_COLUMNS, DECIDED_BY_PAIRS, decidedByCell } from '../terminal/cells.ts';
import { renderGateChanges } from '../terminal/gate.ts';
import { findSharedNotes, ownNotes, renderSharedNotes } from '../terminal/shared-notes.ts';
import { type Canvas, canvasOf, joinSections, type TerminalOptions } from '../text/canvas.ts';
import { neutralizeName, neutralizeText } from '../text/neutralize.ts';
import type { Note } from '../text/notes.ts';
import type { Column, Row } from '../text/rows.ts';
import { renderTable } from '../text/table.ts';
import { HANG, wrap } from '../text/wrap.ts';
import { lookOf } from '../verdicts.ts';
import { countOutcomes, differInDeciding, type Entry, figureInWords, outcomeInWords } from './entry.ts';

const COLUMNS: readonly Column[] = [{ heading: 'median', align: 'right', gap: 3 }, ...CHANGE_COLUMNS];

/**
 * Tests as plain text, one per row in their groups, with what is to be said of them below; what is to be said of several is
 * said once, then what became of the gate, and the counts come at the end.
 */
export function renderText(
  entries: readonly Entry[],
  options: TerminalOptions = { color: false, width: 120 },
  gate: readonly GateChange[] = [],
): string {
  const canvas = canvasOf(options);
  const told = entries.map((entry) => ({ entry, file: entry.group, name: entry.name, notes: notesOf(entry) }));
  const shared = findSharedNotes(told.map(({ name, notes }) => ({ name: neutralizeName(name), notes })));
  const differ = differInDeciding(entries);
  const columns = differ ? [...COLUMNS, DECIDED_BY_PAIRS] : COLUMNS;
  const groups = groupByFile(told, ({ entry, notes }) => {
    const row = rowOf(entry, ownNotes(notes, shared), canvas);
    return differ ? { ...row, cells: [...row.cells, decidedByCell(entry.decidedBy === 'pairs', canvas)] } : row;
  });
  const pairs = pairsInWords(
    entries.flatMap(({ base }) => base ?? []),
    'test',
  );
  const counts = [...countOutcomes(entries)].map(([outcome, count]) => outcomeInWords(outcome, count));
  const table = { nameHeading: 'test', wordHeading: 'verdict', columns, groups };
  return joinSections([
    entries.length === 0 ? [] : renderTable(table, canvas),
    renderSharedNotes(shared, entries.length, canvas),
    pairs === null
      ? []
      : wrap(`Decided in pairs of processes${differ ? ` (${PAIRS_SIGN})` : ''}: ${pairs}.`, canvas.width, HANG),
    renderGateChanges(gate, canvas),
    wrap(entries.length === 0 ? 'No tests.' : `${counts.join(', ')}.`, canvas.width),
  ]);
}

function notesOf({ outcome, message, warnings }: Entry): readonly Note[] {
  const says =
    outcome === 'pass' || message === '' ? [] : [{ kind: 'message' as const, text: neutralizeText(message) }];
  return [...says, ...warnings.map((text) => ({ kind: 'warning' as const, text: neutralizeText(text) }))];
}

function rowOf(entry: Entry, notes: readonly Note[], { colors }: Canvas): Row {
  const { name, outcome, change, detectablePercent } = entry;
  const look = lookOf(outcome, colors);
  return {
    ...look,
    name: neutralizeName(name),
    cells: [
      { text: figureInWords(entry) },
      { text: change === null ? '' : formatPercent(change.percent, { sign: true }) },
      { text: change?.interval ? formatInterval(change.interval) : '' },
      { text: detectablePercent === null ? '' : `≥ ${formatPercent(detectablePercent)}` },
    ],
    notes,
  };
}
