import type { PerformanceComparisonResult } from '../../model/result.ts';
import { formatDuration, formatInterval, formatPercent } from '../format.ts';
import type { Canvas } from '../text/canvas.ts';
import { neutralizeName } from '../text/neutralize.ts';
import type { Column, Row } from '../text/rows.ts';
import { renderTable } from '../text/table.ts';
import { lookOf } from '../verdicts.ts';
import { groupByFile } from './by-file.ts';
import { notesOfComparison } from './notes-of.ts';
import { ownNotes, type SharedNote } from './shared-notes.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'baseline', align: 'left', gap: 3 },
  { heading: 'median', align: 'right', gap: 1 },
  { heading: 'candidate', align: 'left', gap: 2 },
  { heading: 'median', align: 'right', gap: 1 },
  { heading: 'overhead', align: 'right', gap: 2 },
  { heading: '[interval]', align: 'left', gap: 1 },
  { heading: 'limit', align: 'right', gap: 2 },
];

/**
 * The table of the comparisons, one per row, by file where there are several: both sides, and the candidate's overhead
 * beside its limit.
 */
export function renderComparisons(
  comparisons: readonly PerformanceComparisonResult[],
  shared: readonly SharedNote[],
  canvas: Canvas,
): string[] {
  if (comparisons.length === 0) return [];
  const byFile = groupByFile(comparisons, (comparison) => rowOf(comparison, shared, canvas));
  // A single file would be a second heading that says nothing new.
  const groups = byFile.length > 1 ? byFile : byFile.map((group) => ({ ...group, title: null }));
  const table = { nameHeading: 'comparison', wordHeading: 'verdict', columns: COLUMNS, groups };
  return [canvas.colors.bold('Comparisons'), ...renderTable(table, canvas)];
}

function rowOf(comparison: PerformanceComparisonResult, shared: readonly SharedNote[], canvas: Canvas): Row {
  const look = lookOf(comparison.statisticalSignificance.verdict, canvas.colors);
  const limit = formatPercent(comparison.maxOverheadPercent, { sign: true });
  const candidate = neutralizeName(comparison.candidateName);
  return {
    symbol: look.symbol,
    word: look.word,
    paint: look.paint,
    name: neutralizeName(comparison.testName),
    cells: [
      { text: neutralizeName(comparison.baselineName) },
      { text: formatDuration(comparison.baselineStats.median) },
      { text: candidate, alone: `→ ${candidate}` },
      { text: formatDuration(comparison.candidateStats.median) },
      {
        text: formatPercent(comparison.overheadPercent, { sign: true }),
        paint: comparison.isWithinThreshold ? String : look.paint,
      },
      { text: formatInterval(comparison.overheadInterval) },
      { text: limit, alone: `limit ${limit}` },
    ],
    notes: ownNotes(notesOfComparison(comparison), shared),
  };
}
