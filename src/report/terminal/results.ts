import type { PerformanceTestResult } from '../../model/result.ts';
import { decidedBy } from '../deciding.ts';
import { formatDuration, formatPercent } from '../format.ts';
import type { Canvas } from '../text/canvas.ts';
import { neutralizeName } from '../text/neutralize.ts';
import type { Cell, Column, Row } from '../text/rows.ts';
import { renderTable } from '../text/table.ts';
import { lookOf, type VerdictLook } from '../verdicts.ts';
import { groupByFile } from './by-file.ts';
import { CHANGE_COLUMNS, changeCells, DECIDED_BY_PAIRS, decidedByCell, NOTHING } from './cells.ts';
import { notesOfResult } from './notes-of.ts';
import { ownNotes, type SharedNote } from './shared-notes.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'median', align: 'right', gap: 3 },
  { heading: 'spread', align: 'right', gap: 2 },
  ...CHANGE_COLUMNS,
];

/** The table of the tests, one per row, grouped by file in the order of the results. */
export function renderResults(
  results: readonly PerformanceTestResult[],
  shared: readonly SharedNote[],
  canvas: Canvas,
): string[] {
  if (results.length === 0) return [];
  // The closing lines say what the mark means.
  const hasPairs = results.some((result) => decidedBy(result) === 'pairs');
  const columns = hasPairs ? [...COLUMNS, DECIDED_BY_PAIRS] : COLUMNS;
  const groups = groupByFile(results, (result) => {
    const row = rowOf(result, shared, canvas);
    return hasPairs ? { ...row, cells: [...row.cells, decidedByCell(decidedBy(result) === 'pairs', canvas)] } : row;
  });
  return renderTable({ nameHeading: 'test', wordHeading: 'verdict', columns, groups }, canvas);
}

function rowOf(result: PerformanceTestResult, shared: readonly SharedNote[], canvas: Canvas): Row {
  const look = lookOf(result.validation.verdict, canvas.colors);
  return {
    symbol: look.symbol,
    word: look.word,
    paint: look.paint,
    name: neutralizeName(result.testName),
    cells: cellsOf(result, look),
    notes: ownNotes(notesOfResult(result), shared),
  };
}

function cellsOf({ statistics, processes, change, validation }: PerformanceTestResult, look: VerdictLook): Cell[] {
  const spread = relativeSpreadPercent(processes.map(({ location }) => location));
  const changed = validation.verdict === 'regression' || validation.verdict === 'improvement';
  const paint = changed ? look.paint : String;
  return [
    { text: formatDuration(statistics.median) },
    spread === null ? NOTHING : { text: `± ${formatPercent(spread)}` },
    ...changeCells(change, validation.minimumDetectableChangePercent, paint),
  ];
}

/** Standard deviation of the processes' locations (n − 1), in percent of their mean; null where one cannot tell. */
function relativeSpreadPercent(locations: readonly number[]): number | null {
  if (locations.length < 2) return null;
  const mean = locations.reduce((sum, location) => sum + location, 0) / locations.length;
  if (mean === 0) return null;
  const squares = locations.reduce((sum, location) => sum + (location / mean - 1) ** 2, 0);
  return 100 * Math.sqrt(squares / (locations.length - 1));
}
