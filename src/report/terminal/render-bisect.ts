import type { BisectedCommit, BisectedTest, BisectReport, BisectStep } from '../../model/bisect.ts';
import { TIME } from '../../model/metric.ts';
import { formatChangePercent, formatCommit, formatElapsed, formatInterval, formatPercent } from '../format.ts';
import { type Canvas, canvasOf, joinSections, type TerminalOptions } from '../text/canvas.ts';
import { flow } from '../text/flow.ts';
import { neutralizeName, neutralizeText } from '../text/neutralize.ts';
import { renderNotes } from '../text/notes.ts';
import type { Paint } from '../text/paint.ts';
import type { Cell, Row } from '../text/rows.ts';
import { renderTable } from '../text/table.ts';
import { HANG, wrap } from '../text/wrap.ts';
import { describeEnvironment } from './closing.ts';
import { renderFailures } from './failures.ts';

/** How the report of a search is drawn on a terminal. */
export interface BisectReportOptions extends TerminalOptions {
  /** Leaves out what was measured at each commit. */
  readonly quiet: boolean;
}

/**
 * The report of a search for people, ending with a newline: of each test what came of it, and what was measured at each commit; failures,
 * warnings, where it was measured, and a summary line.
 */
export function renderBisect(report: BisectReport, options: BisectReportOptions): string {
  const canvas = canvasOf(options);
  const warnings = report.warnings.map((text) => ({ kind: 'warning', text: neutralizeText(text) }) as const);
  return joinSections([
    ...report.tests.flatMap((test) => [renderTest(test, canvas), options.quiet ? [] : renderCommits(test, canvas)]),
    renderFailures(report.failures, canvas),
    renderNotes(warnings, { ...canvas, indent: 0 }),
    options.quiet ? [] : renderCircumstances(report, canvas),
    renderSummary(report, canvas),
  ]);
}

function renderTest({ testName, file, metric, message, outcome, steps }: BisectedTest, canvas: Canvas): string[] {
  const { colors, width } = canvas;
  const isWorse = steps.some((step) => step.isWorse);
  const paint = outcome === 'alike' ? colors.green : outcome === 'found' && isWorse ? colors.red : colors.yellow;
  const what = metric.name === TIME.name ? '' : `, ${neutralizeName(metric.name)}`;
  return [
    ...wrap(`${neutralizeName(testName)} (${neutralizeName(file)}${what})`, width, HANG).map(colors.bold),
    ...wrap(neutralizeText(message), width - 2).map((line) => `  ${paint(line)}`),
  ];
}

const COLUMNS = [
  { heading: 'against good', align: 'right', gap: 2 },
  { heading: '[interval]', align: 'left', gap: 1 },
  { heading: 'pairs', align: 'right', gap: 2 },
] as const;

function renderCommits(test: BisectedTest, canvas: Canvas): string[] {
  const rows = test.measured.map((commit) => rowOf(commit, test, canvas));
  const table = { nameHeading: 'commit', wordHeading: '', columns: COLUMNS, groups: [{ title: null, rows }] };
  return rows.length === 0 ? [] : renderTable(table, canvas);
}

function rowOf(commit: BisectedCommit, test: BisectedTest, { colors }: Canvas): Row {
  const step = test.steps.find(({ last }) => last.hash === commit.hash);
  const word = wordOf(commit, step, test);
  const paint: Paint = step === undefined ? colors.dim : step.isWorse ? colors.red : colors.green;
  const indent = commit.branchOf === null ? '' : '  ';
  return {
    symbol: step === undefined ? ' ' : '>',
    word,
    paint,
    name: `${indent}${formatCommit(commit.hash)} ${neutralizeName(commit.subject)}`,
    cells: cellsOf(commit),
    notes: commit.unusable === null ? [] : [{ kind: 'message', text: neutralizeText(firstLine(commit.unusable)) }],
  };
}

function cellsOf({ change, pairs }: BisectedCommit): readonly Cell[] {
  if (change === null) return [{ text: '–' }, { text: '' }, { text: '' }];
  return [{ text: formatChangePercent(change) }, { text: formatInterval(change.interval) }, { text: String(pairs) }];
}

function wordOf({ hash, unusable }: BisectedCommit, step: BisectStep | undefined, { good, bad }: BisectedTest): string {
  if (unusable !== null) return 'not measured';
  if (step !== undefined) return `${step.isWorse ? 'worse' : 'better'} (${formatPercent(100 * step.probability)})`;
  if (hash === good.hash) return 'good';
  return hash === bad.hash ? 'bad' : '';
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!;
}

function renderCircumstances({ head, environment }: BisectReport, { colors, width }: Canvas): string[] {
  const commit = head.commit === null ? 'no commit' : `commit ${formatCommit(head.commit)}`;
  return [
    `Held each commit against the present tree (${commit}${head.isDirty ? ' with uncommitted changes' : ''})`,
    `Measured on ${describeEnvironment(environment)}`,
  ]
    .flatMap((line) => wrap(line, width, HANG))
    .map((line) => colors.dim(line));
}

function renderSummary({ summary, duration }: BisectReport, { colors, width }: Canvas): string[] {
  const counts = [
    { count: summary.worse, what: 'worse since a commit', paint: colors.red },
    { count: summary.found - summary.worse, what: 'better since a commit', paint: colors.green },
    { count: summary.open, what: 'not found yet', paint: colors.yellow },
    { count: summary.alike, what: 'alike', paint: colors.green },
    { count: summary.undecided, what: 'undecided', paint: colors.yellow },
    { count: summary.failed, what: 'failed', paint: colors.red },
  ].filter(({ count }) => count > 0);
  const total = `${summary.total} ${summary.total === 1 ? 'test' : 'tests'}:`;
  const unusable = summary.unusable === 0 ? '' : `, ${summary.unusable} not to be measured`;
  const end = `${summary.measured} commits measured${unusable} in ${formatElapsed(duration)}${summary.interrupted ? ', interrupted' : ''}`;
  const parts = counts.map(({ count, what, paint }) => ({ text: `${count} ${what},`, paint }));
  return flow([{ text: total, paint: colors.bold }, ...parts, { text: end, paint: colors.dim }], { width, gap: 1 });
}
