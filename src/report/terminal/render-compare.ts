import type { BaseRevision } from '../../model/base-revision.ts';
import type { CompareReport } from '../../model/revisions.ts';
import { formatCommit } from '../format.ts';
import { type ComparedTest, isNothingCompared, testsOfCompare } from '../tests-of-compare.ts';
import { type Canvas, canvasOf, joinSections, type TerminalOptions } from '../text/canvas.ts';
import { neutralizeName, neutralizeText } from '../text/neutralize.ts';
import { renderNotes } from '../text/notes.ts';
import { HANG, wrap } from '../text/wrap.ts';
import { needsAttention } from '../verdicts.ts';
import { countsOf, describeEnvironment, renderCounts } from './closing.ts';
import { renderFailures } from './failures.ts';
import { renderGateChanges } from './gate.ts';
import { notesOfResult } from './notes-of.ts';
import { renderRevisions } from './revisions.ts';
import { findSharedNotes, renderSharedNotes } from './shared-notes.ts';
import { renderUnpaired } from './unpaired.ts';

/** How the report of a comparison is drawn on a terminal. */
export interface CompareReportOptions extends TerminalOptions {
  /** Shows only regressions, inconclusive tests, failures and the summary. */
  readonly quiet: boolean;
}

/**
 * The report of a comparison of revisions for people, ending with a newline: tests by file, tests on one side only,
 * failures, what several tests have in common, warnings, what was compared and where, and a summary line.
 */
export function renderCompare(report: CompareReport, options: CompareReportOptions): string {
  const canvas = canvasOf(options);
  // Where nothing was compared, that needs attention, and so do the reasons.
  const quiet = options.quiet && !isNothingCompared(report);
  const figuresOf = ({ comparison, metrics }: ComparedTest) => [
    ...(comparison === null ? [] : [comparison]),
    ...metrics,
  ];
  const shown = testsOfCompare(report).filter(
    (test) => !quiet || figuresOf(test).some(({ validation }) => needsAttention(validation.verdict)),
  );
  const tests = shown.map((test) => ({
    name: neutralizeName(test.testName),
    notes: figuresOf(test).flatMap((each) => notesOfResult(each)),
  }));
  const shared = findSharedNotes(tests);
  const warnings = report.warnings.map((text) => ({ kind: 'warning', text: neutralizeText(text) }) as const);
  return joinSections([
    renderRevisions(shown, shared, canvas),
    ...(quiet ? [] : renderUnpaired(report, canvas)),
    renderFailures(report.failures, canvas),
    renderSharedNotes(shared, tests.length, canvas),
    renderGateChanges(report.gateChanges, canvas),
    quiet ? [] : renderNotes(warnings, { ...canvas, indent: 0 }),
    quiet ? [] : renderCircumstances(report, canvas),
    renderCompareSummary(report, canvas),
  ]);
}

function renderCircumstances({ base, head, environment }: CompareReport, { colors, width }: Canvas): string[] {
  const commit = head.commit === null ? 'no commit' : `commit ${formatCommit(head.commit)}`;
  const present = `${commit}${head.isDirty ? ' with uncommitted changes' : ''}`;
  return [
    `Compared the present tree (${present}) with ${describeBase(base)}`,
    `Measured on ${describeEnvironment(environment)}`,
  ]
    .flatMap((line) => wrap(line, width, HANG))
    .map((line) => colors.dim(line));
}

function describeBase({ ref, commit, isMergeBase }: BaseRevision): string {
  const name = neutralizeName(ref);
  return `${isMergeBase ? `the merge-base with ${name}` : name} (commit ${formatCommit(commit)})`;
}

function renderCompareSummary({ summary, duration, skipped }: CompareReport, canvas: Canvas): string[] {
  const { blue, yellow, dim } = canvas.colors;
  const marked = (wants: (mark: string) => boolean) =>
    skipped.filter(({ mark }) => mark !== undefined && wants(mark)).length;
  const counts = [
    ...countsOf(summary, canvas.colors),
    { count: summary.incomparable, what: 'incomparable', paint: yellow },
    { count: summary.onlyInHead, what: 'only in the present tree', paint: blue },
    { count: summary.onlyInBase, what: 'only in the base', paint: blue },
    { count: marked((mark) => mark !== 'todo'), what: 'skipped', paint: dim },
    { count: marked((mark) => mark === 'todo'), what: 'todo', paint: dim },
  ];
  return renderCounts({ ...summary, duration, counts }, canvas);
}
