import type { AcrossReport, AcrossRow, AcrossTest } from '../../model/across.ts';
import { TIME } from '../../model/metric.ts';
import { formatChangePercent, formatCounted, formatFigure, formatInterval, formatPercent } from '../format.ts';
import { type Canvas, canvasOf, joinSections, type TerminalOptions } from '../text/canvas.ts';
import { neutralizeName } from '../text/neutralize.ts';
import { type Note, renderNotes } from '../text/notes.ts';
import type { Column, Row, RowGroup } from '../text/rows.ts';
import { renderTable } from '../text/table.ts';
import { wrap } from '../text/wrap.ts';
import { moveInWords } from './moves-in-words.ts';

/** More tests than these are for programs to read. */
const MOST_TESTS = 100;

const COLUMNS: readonly Column[] = [
  { heading: 'measured', align: 'right', gap: 3 },
  { heading: 'normalised', align: 'right', gap: 2 },
  { heading: 'change', align: 'right', gap: 2 },
  { heading: '', align: 'left', gap: 1 },
  { heading: 'runs', align: 'right', gap: 2 },
];

/** Projects of one store side by side, for people, ending with a newline: what moved in several, and each test ranked. */
export function renderAcross(report: AcrossReport, options: TerminalOptions): string {
  const canvas = canvasOf(options);
  const { tests, moves, confidenceLevel } = report;
  const shown = tests.slice(0, MOST_TESTS);
  const notes = moves.map((move): Note => ({ kind: 'message', text: moveInWords(move) }));
  const groups = shown.map((test) => groupOf(test, canvas));
  return joinSections([
    renderNotes(notes, { ...canvas, indent: 0 }),
    shown.length === 0
      ? []
      : renderTable({ nameHeading: 'project', wordHeading: '', columns: COLUMNS, groups }, canvas),
    wrap(countsOf(report), canvas.width),
    shown.length < tests.length ? wrap(moreOf(tests.length - shown.length), canvas.width) : [],
    tests.length === 0 ? [] : wrap(meaningOf(tests, confidenceLevel), canvas.width),
  ]);
}

function groupOf({ testName, metric, rows }: AcrossTest, canvas: Canvas): RowGroup {
  const what = metric.name === TIME.name ? '' : ` (${neutralizeName(metric.name)})`;
  return { title: `${neutralizeName(testName)}${what}`, rows: rows.map((row) => rowOf(row, metric.unit, canvas)) };
}

function rowOf(row: AcrossRow, unit: string, { colors }: Canvas): Row {
  const { project, environmentKey, estimate, normalised, change, runs, note } = row;
  const word = wordOf(row);
  return {
    symbol: symbolOf(row),
    name: `${neutralizeName(project)}, ${neutralizeName(environmentKey)}`,
    cells: [
      { text: formatFigure(estimate, unit), alone: `measured ${formatFigure(estimate, unit)}` },
      normalised === null
        ? { text: '' }
        : { text: formatFigure(normalised, unit), alone: `normalised ${formatFigure(normalised, unit)}` },
      { text: change === null ? '' : formatChangePercent(change) },
      { text: change === null ? '' : formatInterval(change.interval), paint: colors.dim },
      { text: String(runs), alone: formatCounted(runs, 'run') },
    ],
    word,
    paint: word === 'differs' ? colors.yellow : String,
    notes: note === null ? [] : [{ kind: 'message', text: note }],
  };
}

// Their order is their rank.
function symbolOf({ isReference, rank }: AcrossRow): string {
  if (isReference) return '★';
  return rank === null ? '-' : '·';
}

function wordOf({ isReference, differs }: AcrossRow): string {
  if (isReference) return 'reference';
  if (differs === null) return 'not judged';
  return differs ? 'differs' : 'open';
}

function countsOf({ tests, alone, projects }: AcrossReport): string {
  if (projects.length === 0) return NOTHING;
  const compared = `${formatCounted(tests.length, 'test')} compared over ${formatCounted(projects.length, 'project')}`;
  if (alone === 0) return `${compared}.`;
  const [series, have] = alone === 1 ? ['series', 'has'] : ['series', 'have'];
  return `${compared}; ${formatCounted(alone, series, series)} ${have} nothing of the same name in another project, or on another kind of machine.`;
}

const NOTHING = 'Nothing is stored that could be compared: "evenkeel run" stores it.';

function moreOf(count: number): string {
  return `${formatCounted(count, 'more test')} not shown: --test chooses some, --json and --csv have all.`;
}

function meaningOf(tests: readonly AcrossTest[], confidenceLevel: number): string {
  const isNormalised = tests.some(({ normalising }) => normalising === 'by_factor');
  const factor =
    "Normalised: what the reference machine would need about, by each machine's baseline factor; the intervals allow for work " +
    'that a machine is better or worse at than on the whole. ';
  return (
    `${isNormalised ? factor : ''}"differs" holds for all rows together at ${formatPercent(100 * confidenceLevel)}; "open" may ` +
    'differ or not.'
  );
}
