import type { PerformanceTestResult } from '../../model/result.ts';
import { decidedBy, PAIRS_SIGN } from '../deciding.ts';
import { formatChangePercent, formatDuration, formatInterval, formatPercent } from '../format.ts';
import type { Canvas } from '../text/canvas.ts';
import { neutralizeName } from '../text/neutralize.ts';
import type { Cell, Column, Row } from '../text/rows.ts';
import { renderTable } from '../text/table.ts';
import { lookOf, type VerdictLook } from '../verdicts.ts';
import { groupByFile } from './by-file.ts';
import { notesOfResult } from './notes-of.ts';
import { ownNotes, type SharedNote } from './shared-notes.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'median', align: 'right', gap: 3 },
  { heading: 'spread', align: 'right', gap: 2 },
  { heading: 'change', align: 'right', gap: 3 },
  { heading: '[interval]', align: 'left', gap: 1 },
  { heading: 'min. detectable', align: 'right', gap: 2 },
];

// Only in runs in which pairs decided about some tests; the closing lines say what it means.
const DECIDED_BY_PAIRS: Column = { heading: '', align: 'left', gap: 2 };

const NOTHING: Cell = { text: '–', alone: '' };

/** The table of the tests, a row each, grouped by file in the order of the results. */
export function renderResults(
  results: readonly PerformanceTestResult[],
  shared: readonly SharedNote[],
  canvas: Canvas,
): string[] {
  if (results.length === 0) return [];
  const hasPairs = results.some((result) => decidedBy(result) === 'pairs');
  const columns = hasPairs ? [...COLUMNS, DECIDED_BY_PAIRS] : COLUMNS;
  const groups = groupByFile(results, (result) => {
    const row = rowOf(result, shared, canvas);
    return hasPairs ? { ...row, cells: [...row.cells, decidedByCell(result, canvas)] } : row;
  });
  return renderTable({ nameHeading: 'test', wordHeading: 'verdict', columns, groups }, canvas);
}

function decidedByCell(result: PerformanceTestResult, { colors }: Canvas): Cell {
  return decidedBy(result) === 'pairs' ? { text: PAIRS_SIGN, alone: 'by pairs', paint: colors.dim } : { text: '' };
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
  const detects = validation.minimumDetectableChangePercent;
  const changed = validation.verdict === 'regression' || validation.verdict === 'improvement';
  const paint = changed ? look.paint : String;
  return [
    { text: formatDuration(statistics.median) },
    spread === null ? NOTHING : { text: `± ${formatPercent(spread)}` },
    change === null ? NOTHING : { text: formatChangePercent(change), paint },
    change === null ? { text: '' } : { text: formatInterval(change.interval) },
    detects === null
      ? NOTHING
      : { text: `≥ ${formatPercent(detects)}`, alone: `min. detectable ≥ ${formatPercent(detects)}` },
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
