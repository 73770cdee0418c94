import type { ComparedMetric, FigureSummary, FilesReport, GeometricMean } from '../../model/compared-files.ts';
import { formatFigure, formatInterval, formatPercent } from '../format.ts';
import { type Canvas, canvasOf, joinSections, type TerminalOptions } from '../text/canvas.ts';
import { flow } from '../text/flow.ts';
import { neutralizeName, neutralizeText } from '../text/neutralize.ts';
import { renderNotes } from '../text/notes.ts';
import type { Cell, Column, Row, RowGroup } from '../text/rows.ts';
import { renderTable } from '../text/table.ts';
import { HANG, wrap } from '../text/wrap.ts';
import { lookOf, needsAttention } from '../verdicts.ts';
import { detectableCell, NOTHING } from './cells.ts';
import { countsOf } from './closing.ts';
import { renderFailures } from './failures.ts';
import { notesOfResult } from './notes-of.ts';
import { findSharedNotes, listNames, ownNotes, renderSharedNotes, type SharedNote } from './shared-notes.ts';

/** How the report of a comparison of files is drawn on a terminal. */
export interface FilesReportOptions extends TerminalOptions {
  /** Shows only regressions, inconclusive benchmarks, failures and the summary. */
  readonly quiet: boolean;
}

const COLUMNS: readonly Column[] = [
  { heading: 'old', align: 'right', gap: 3 },
  { heading: '', align: 'left', gap: 1 },
  { heading: 'new', align: 'right', gap: 2 },
  { heading: '', align: 'left', gap: 1 },
  { heading: 'change', align: 'right', gap: 2 },
  { heading: '[interval]', align: 'left', gap: 1 },
  { heading: 'p', align: 'left', gap: 2 },
  { heading: 'detects', align: 'right', gap: 2 },
];

/**
 * The report of a comparison of files for people, ending with a newline: a table for each metric, as benchstat has it, with a verdict
 * besides; what is on one side only; failures; what several benchmarks have in common; and a summary line.
 */
export function renderFiles(report: FilesReport, options: FilesReportOptions): string {
  const canvas = canvasOf(options);
  const { quiet } = options;
  const all = report.comparisons.flatMap(({ testName, metrics }) => metrics.map((metric) => ({ testName, metric })));
  const shown = all.filter(({ metric }) => !quiet || needsAttention(metric.validation.verdict));
  const tests = shown.map(({ testName, metric }) => ({ name: neutralizeName(testName), notes: notesOfResult(metric) }));
  const shared = findSharedNotes(tests);
  const warnings = report.warnings.map((text) => ({ kind: 'warning', text: neutralizeText(text) }) as const);
  const isQuiet = quiet && report.comparisons.length > 0;
  return joinSections([
    renderTables(shown, quiet ? [] : report.geometricMeans, shared, canvas),
    ...(quiet
      ? []
      : [onOneSide('Only old', report.onlyInBase, canvas), onOneSide('Only new', report.onlyInHead, canvas)]),
    renderFailures(report.failures, canvas),
    renderSharedNotes(shared, new Set(tests.map(({ name }) => name)).size, canvas),
    isQuiet ? [] : renderNotes(warnings, { ...canvas, indent: 0 }),
    isQuiet ? [] : renderSides(report, canvas),
    renderCounts(report, canvas),
  ]);
}

interface Shown {
  readonly testName: string;
  readonly metric: ComparedMetric;
}

function renderTables(
  shown: readonly Shown[],
  means: readonly GeometricMean[],
  shared: readonly SharedNote[],
  canvas: Canvas,
): string[] {
  if (shown.length === 0) return [];
  const groups = new Map<string, RowGroup & { readonly rows: Row[] }>();
  for (const { testName, metric } of shown) {
    const title = titleOf(metric);
    const group = groups.get(title) ?? { title, rows: [] };
    group.rows.push(rowOf(testName, metric, shared, canvas));
    groups.set(title, group);
  }
  for (const mean of means) groups.get(titleOf(mean))?.rows.push(rowOfMean(mean, canvas));
  return renderTable(
    { nameHeading: 'benchmark', wordHeading: 'verdict', columns: COLUMNS, groups: [...groups.values()] },
    canvas,
  );
}

function titleOf({ name, unit }: Pick<ComparedMetric, 'name' | 'unit'>): string {
  return neutralizeName(unit === '' || unit === name ? name : `${name} (${unit})`);
}

function rowOf(testName: string, metric: ComparedMetric, shared: readonly SharedNote[], canvas: Canvas): Row {
  const { base, head, unit, validation, change, changePercent, pValue, isSignificant } = metric;
  const { symbol, word, paint } = lookOf(validation.verdict, canvas.colors);
  const isChanged = validation.verdict === 'regression' || validation.verdict === 'improvement';
  const now = formatFigure(head.center, unit);
  return {
    symbol,
    word,
    paint,
    name: neutralizeName(testName),
    cells: [
      { text: formatFigure(base.center, unit) },
      spreadCell(base),
      { text: now, alone: `→ ${now}` },
      spreadCell(head),
      changeCell({ changePercent, isKnown: isSignificant || pValue === null }, isChanged ? paint : String),
      change === null ? { text: '' } : { text: formatInterval(change.interval) },
      pCell(metric),
      detectableCell(validation.minimumDetectableChangePercent),
    ],
    notes: ownNotes(notesOfResult(metric), shared),
  };
}

// As benchstat has it: the farther end of the interval.
function spreadCell({ center, interval }: FigureSummary): Cell {
  if (interval === null) return { text: '± ∞', alone: '' };
  if (center === 0) return { text: interval[0] === 0 && interval[1] === 0 ? '± 0 %' : '± ?' };
  return { text: `± ${(100 * Math.max(interval[1] / center - 1, 1 - interval[0] / center)).toFixed(0)} %` };
}

function changeCell(
  { changePercent, isKnown }: { readonly changePercent: number | null; readonly isKnown: boolean },
  paint: Row['paint'],
): Cell {
  if (changePercent === null) return NOTHING;
  return isKnown ? { text: twoDecimals(changePercent), paint } : { text: '~' };
}

/** As exactly as benchstat has it. */
function twoDecimals(percent: number): string {
  const digits = Math.abs(percent).toFixed(2);
  if (Number(digits) === 0) return '0.00 %';
  return `${percent < 0 ? '−' : '+'}${digits} %`;
}

function pCell({ pValue, method, base, head }: ComparedMetric): Cell {
  const counts = base.count === head.count ? `n=${base.count}` : `n=${base.count}+${head.count}`;
  if (pValue === null) return { text: counts };
  return { text: `${method === 'mann_whitney' ? 'p' : 't-test p'}=${pValue.toFixed(3)} ${counts}` };
}

function rowOfMean({ unit, base, head, changePercent }: GeometricMean, { colors }: Canvas): Row {
  const cellOf = (value: number | null): Cell => (value === null ? NOTHING : { text: formatFigure(value, unit) });
  const change = changePercent === null ? NOTHING : { text: twoDecimals(changePercent) };
  const nothing: Cell = { text: '' };
  return {
    symbol: ' ',
    word: '',
    paint: colors.dim,
    name: 'geometric mean',
    cells: [cellOf(base), nothing, cellOf(head), nothing, change, nothing, nothing, nothing],
    notes: [],
  };
}

function onOneSide(title: string, names: readonly string[], { colors, width }: Canvas): string[] {
  if (names.length === 0) return [];
  const listed = listNames(names.map(neutralizeName));
  return [colors.bold(`${title} (${names.length})`), ...wrap(listed, width - 2).map((line) => `  ${line}`)];
}

function renderSides({ base, head, comparisons }: FilesReport, { colors, width }: Canvas): string[] {
  const sideOf = ({ paths, commit }: FilesReport['base']) =>
    `${paths.join(', ')}${commit === null ? '' : ` (commit ${commit.slice(0, 7)})`}`;
  const count = comparisons.reduce((sum, { metrics }) => sum + metrics.length, 0);
  const lines = [
    `Compared ${sideOf(base)} with ${sideOf(head)}`,
    `~ and p: Mann-Whitney, 0.05, as benchstat; intervals: 95 %, Hodges and Lehmann; verdicts share ${formatPercent(0.1)} of false alarms over ${count} figures`,
  ];
  return lines
    .map(neutralizeText)
    .flatMap((line) => wrap(line, width, HANG))
    .map(colors.dim);
}

function renderCounts({ summary }: FilesReport, { colors, width }: Canvas): string[] {
  const counts = [
    ...countsOf(summary, colors),
    { count: summary.incomparable, what: 'incomparable', paint: colors.yellow },
    { count: summary.onlyInHead, what: 'only new', paint: colors.blue },
    { count: summary.onlyInBase, what: 'only old', paint: colors.blue },
  ].filter(({ count }) => count > 0);
  const total = `${summary.total} ${summary.total === 1 ? 'benchmark' : 'benchmarks'}${counts.length === 0 ? '' : ':'}`;
  const parts = counts.map(({ count, what, paint }, at) => ({
    text: `${count} ${what}${at < counts.length - 1 ? ',' : ''}`,
    paint,
  }));
  return flow([{ text: total, paint: colors.bold }, ...parts], { width, gap: 1 });
}
