import { TIME } from '../../model/metric.ts';
import type { MetricResult } from '../../model/metric-result.ts';
import type { PerformanceTestResult } from '../../model/result.ts';
import type { Verdict } from '../../model/verdict.ts';
import { decidedBy } from '../deciding.ts';
import { formatFigure, formatPercent } from '../format.ts';
import type { Canvas } from '../text/canvas.ts';
import { neutralizeName } from '../text/neutralize.ts';
import type { Paint } from '../text/paint.ts';
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
    const [row, ...metrics] = rowsOf(result, shared, canvas);
    const cells = hasPairs ? [...row.cells, decidedByCell(decidedBy(result) === 'pairs', canvas)] : row.cells;
    return [{ ...row, cells }, ...metrics];
  });
  return renderTable({ nameHeading: 'test', wordHeading: 'verdict', columns, groups }, canvas);
}

function rowsOf(
  result: PerformanceTestResult,
  shared: readonly SharedNote[],
  canvas: Canvas,
): readonly [Row, ...Row[]] {
  const [primary, ...others] = result.metrics ?? [];
  if (primary === undefined || others.length === 0) return [rowOf(result, shared, canvas)];
  const ofPrimary = { ...result, validation: primary.validation };
  return [rowOf(ofPrimary, shared, canvas), ...others.map((metric) => rowOfMetric(metric, shared, canvas))];
}

// Below the test that it is of.
function rowOfMetric(metric: MetricResult, shared: readonly SharedNote[], canvas: Canvas): Row {
  const { validation, change, value, unit, name } = metric;
  const look = lookOf(validation.verdict, canvas.colors);
  return {
    symbol: look.symbol,
    word: look.word,
    paint: look.paint,
    name: `↳ ${neutralizeName(name)}`,
    cells: [
      value === null ? NOTHING : { text: formatFigure(value, unit) },
      NOTHING,
      ...changeCells(change, validation.minimumDetectableChangePercent, paintOf(validation.verdict, look)),
    ],
    notes: ownNotes(notesOfResult(metric), shared),
  };
}

function paintOf(verdict: Verdict, look: VerdictLook): Paint {
  return verdict === 'regression' || verdict === 'improvement' ? look.paint : String;
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

function cellsOf(result: PerformanceTestResult, look: VerdictLook): Cell[] {
  const { statistics, processes, change, validation, metrics: [primary] = [] } = result;
  const spread = relativeSpreadPercent(processes.map(({ location }) => location));
  return [
    { text: formatFigure(statistics.median, primary?.unit ?? TIME.unit) },
    spread === null ? NOTHING : { text: `± ${formatPercent(spread)}` },
    ...changeCells(change, validation.minimumDetectableChangePercent, paintOf(validation.verdict, look)),
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
