import type { RevisionComparison, RevisionMetric } from '../../model/revisions.ts';
import { formatCounted, formatDuration, formatFigure, formatPercent } from '../format.ts';
import type { ComparedTest } from '../tests-of-compare.ts';
import type { Canvas } from '../text/canvas.ts';
import { neutralizeName } from '../text/neutralize.ts';
import type { Column, Row } from '../text/rows.ts';
import { renderTable } from '../text/table.ts';
import { lookOf } from '../verdicts.ts';
import { groupByFile } from './by-file.ts';
import { CHANGE_COLUMNS, changeCells, NOTHING } from './cells.ts';
import { notesOfResult } from './notes-of.ts';
import { ownNotes, type SharedNote } from './shared-notes.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'base', align: 'right', gap: 3 },
  { heading: 'present', align: 'right', gap: 2 },
  ...CHANGE_COLUMNS,
  { heading: 'pairs', align: 'right', gap: 2 },
];

/** The table of the compared tests, a row for each figure, grouped by file in the order of the results. */
export function renderRevisions(
  tests: readonly ComparedTest[],
  shared: readonly SharedNote[],
  canvas: Canvas,
): string[] {
  if (tests.length === 0) return [];
  const groups = groupByFile(tests, ({ comparison, metrics }) => [
    ...(comparison === null ? [] : [rowOf(comparison, shared, canvas)]),
    ...metrics.map((metric) => rowOfMetric(metric, comparison !== null, { shared, canvas })),
  ]);
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

interface Drawing {
  readonly shared: readonly SharedNote[];
  readonly canvas: Canvas;
}

function rowOfMetric(metric: RevisionMetric, isBesideTime: boolean, { shared, canvas }: Drawing): Row {
  const { testName, name, unit, base, head, change, changePercent, validation } = metric;
  const { symbol, word, paint } = lookOf(validation.verdict, canvas.colors);
  const isChanged = validation.verdict === 'regression' || validation.verdict === 'improvement';
  const present = formatFigure(head.center, unit);
  const [, ...others] = changeCells(change, validation.minimumDetectableChangePercent, String);
  const percent = changePercent === null ? NOTHING : { text: formatPercent(changePercent, { sign: true }) };
  return {
    symbol,
    word,
    paint,
    name: isBesideTime ? `↳ ${neutralizeName(name)}` : neutralizeName(testName),
    cells: [
      { text: formatFigure(base.center, unit) },
      { text: present, alone: `→ ${present}` },
      isChanged ? { ...percent, paint } : percent,
      ...others,
      { text: String(head.processes), alone: formatCounted(head.processes, 'pair') },
    ],
    notes: ownNotes(notesOfResult(metric), shared),
  };
}
