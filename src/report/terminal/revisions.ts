import type { RevisionComparison } from '../../model/revisions.ts';
import { formatDuration } from '../format.ts';
import type { Canvas } from '../text/canvas.ts';
import { neutralizeName } from '../text/neutralize.ts';
import type { Column, Row } from '../text/rows.ts';
import { renderTable } from '../text/table.ts';
import { lookOf } from '../verdicts.ts';
import { groupByFile } from './by-file.ts';
import { CHANGE_COLUMNS, changeCells } from './cells.ts';
import { notesOfResult } from './notes-of.ts';
import { ownNotes, type SharedNote } from './shared-notes.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'base', align: 'right', gap: 3 },
  { heading: 'present', align: 'right', gap: 2 },
  ...CHANGE_COLUMNS,
  { heading: 'pairs', align: 'right', gap: 2 },
];

/** The table of the compared tests, one per row, grouped by file in the order of the results. */
export function renderRevisions(
  comparisons: readonly RevisionComparison[],
  shared: readonly SharedNote[],
  canvas: Canvas,
): string[] {
  if (comparisons.length === 0) return [];
  const groups = groupByFile(comparisons, (comparison) => rowOf(comparison, shared, canvas));
  return renderTable({ nameHeading: 'test', wordHeading: 'verdict', columns: COLUMNS, groups }, canvas);
}

function rowOf(comparison: RevisionComparison, shared: readonly SharedNote[], canvas: Canvas): Row {
  const { change, validation, logRatios } = comparison;
  const { symbol, word, paint } = lookOf(validation.verdict, canvas.colors);
  const isChanged = validation.verdict === 'regression' || validation.verdict === 'improvement';
  const present = formatDuration(comparison.headStatistics.median);
  const pairs = String(logRatios.lowEnd.length);
  return {
    symbol,
    word,
    paint,
    name: neutralizeName(comparison.testName),
    cells: [
      { text: formatDuration(comparison.baseStatistics.median) },
      { text: present, alone: `→ ${present}` },
      ...changeCells(change, validation.minimumDetectableChangePercent, isChanged ? paint : String),
      { text: pairs, alone: `${pairs} pairs` },
    ],
    notes: ownNotes(notesOfResult(comparison), shared),
  };
}
