import { type Metric, TIME } from '../../model/metric.ts';
import type { PerformanceTestResult, RunReport } from '../../model/result.ts';
import { type Canvas, canvasOf, joinSections, type TerminalOptions } from '../text/canvas.ts';
import { neutralizeName, neutralizeText } from '../text/neutralize.ts';
import { renderNotes } from '../text/notes.ts';
import { wrap } from '../text/wrap.ts';
import { needsAttention } from '../verdicts.ts';
import { renderCandidates } from './candidates.ts';
import { renderCircumstances, renderSummary } from './closing.ts';
import { renderComparisons } from './comparisons.ts';
import { renderFailures } from './failures.ts';
import { renderGateChanges } from './gate.ts';
import { notesOfComparison, notesOfResult } from './notes-of.ts';
import { renderResults } from './results.ts';
import { findSharedNotes, type NotesOfTest, renderSharedNotes } from './shared-notes.ts';
import { renderSkipped } from './skipped.ts';

/** How the report of a run is drawn on a terminal. */
export interface RunReportOptions extends TerminalOptions {
  /** Shows only regressions, inconclusive tests, failures, what happened to the store and to the gate, and the summary; false unless said. */
  readonly quiet?: boolean;
}

/**
 * The report of a run for people, ending with a newline: tests by file, comparisons, failures, what several tests have
 * in common, what became of the gate, warnings, how to accept a regression, where it was measured, and a summary line.
 */
export function renderRun(report: RunReport, options: RunReportOptions): string {
  const canvas = canvasOf(options);
  const quiet = options.quiet ?? false;
  const shown = quiet ? onlyAttention(report) : report;
  const tests = testsOf(shown);
  const shared = findSharedNotes(tests);
  const sections = [
    renderResults(shown.results, shared, canvas),
    renderComparisons(shown.comparisons, shared, canvas),
    quiet ? [] : renderCandidates(report.candidates ?? [], canvas),
    renderFailures(shown.failures, canvas),
    quiet ? [] : renderSkipped(report.skipped, canvas),
    renderSharedNotes(shared, tests.length, canvas),
    renderGateChanges(report.gateChanges, canvas),
    renderNotes(shown.warnings.map(warning), { ...canvas, indent: 0 }),
    renderAcceptance(shown.results, canvas),
    quiet && report.summary.notStored === 0 ? [] : renderCircumstances(report, canvas),
    isIdle(report) ? wrap(NOTHING_MEASURED, canvas.width) : [],
    renderSummary(report, canvas),
  ];
  return joinSections(sections);
}

const NOTHING_MEASURED =
  'Nothing was measured, because every test is skipped or still to be written: so this does not count as a pass.';

function isIdle({ summary: { total, skipped, todo } }: RunReport): boolean {
  return total > 0 && skipped + todo === total;
}

function onlyAttention(report: RunReport): RunReport {
  return {
    ...report,
    results: report.results.filter(({ validation }) => needsAttention(validation.verdict)),
    comparisons: report.comparisons.filter(({ statisticalSignificance: { verdict } }) => needsAttention(verdict)),
  };
}

function testsOf({ results, comparisons }: RunReport): NotesOfTest[] {
  return [
    ...results.map((result) => ({ name: neutralizeName(result.testName), notes: notesOfResult(result) })),
    ...comparisons.map((comparison) => {
      return { name: neutralizeName(comparison.testName), notes: notesOfComparison(comparison) };
    }),
  ];
}

function warning(text: string): { kind: 'warning'; text: string } {
  return { kind: 'warning', text: neutralizeText(text) };
}

// Inside double quotes these mean something to a shell.
const NEEDS_SINGLE_QUOTES = /["$`\\!]/;

/** For every regression, the command that declares it intended. */
export function renderAcceptance(results: readonly PerformanceTestResult[], canvas: Canvas): string[] {
  const regressions = results.filter(({ validation }) => validation.verdict === 'regression');
  if (regressions.length === 0) return [];
  const recorded = regressions.every(({ recording }) => recording.state !== 'not_recorded');
  const what = `${changeIn(regressions)} is`;
  const when = recorded ? '' : ', after a run that records baselines';
  return [
    ...wrap(`If ${what} intended, accept it as the new baseline${when}:`, canvas.width),
    ...regressions.map(({ baselineKey }) => `  ${canvas.colors.bold(acceptCommand(baselineKey))}`),
  ];
}

// More of what is no time is no slow-down.
function changeIn(regressions: readonly PerformanceTestResult[]): string {
  const worse = regressions.flatMap(
    ({ metrics }): readonly Metric[] =>
      metrics?.filter(({ validation }) => validation.verdict === 'regression') ?? [TIME],
  );
  const areTimes = worse.every(({ unit }) => unit === TIME.unit);
  if (regressions.length > 1) return areTimes ? 'a slow-down' : 'a change';
  if (areTimes) return 'the slow-down';
  const names = new Set(worse.map(({ name }) => neutralizeName(name)));
  return `the change of ${[...names].join(' and ')}`;
}

// Not wrapped: a command has to survive being copied.
function acceptCommand(baselineKey: string): string {
  return `evenkeel baseline accept ${quote(neutralizeName(baselineKey))}`;
}

function quote(argument: string): string {
  return NEEDS_SINGLE_QUOTES.test(argument) ? `'${argument.replaceAll("'", "'\\''")}'` : `"${argument}"`;
}
