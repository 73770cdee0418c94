import type { ListedTest, ListReport } from '../model/list.ts';
import { formatCounted } from './format.ts';
import { groupByFile } from './terminal/by-file.ts';
import { renderFailures } from './terminal/failures.ts';
import { type Canvas, canvasOf, joinSections, type TerminalOptions } from './text/canvas.ts';
import { neutralizeName } from './text/neutralize.ts';
import type { Column, Row } from './text/rows.ts';
import { renderTable } from './text/table.ts';
import { wrap } from './text/wrap.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'samples', align: 'right', gap: 3 },
  { heading: 'processes', align: 'right', gap: 2 },
  { heading: 'time limit', align: 'right', gap: 2 },
  { heading: 'tolerated', align: 'right', gap: 2 },
];

const WORDS: Readonly<Record<NonNullable<ListedTest['skipped']>, string>> = {
  skip: 'skip',
  only: 'not marked only',
  todo: 'todo',
};

/** What performance files declare, for people: a table by file, what cannot be loaded, and the counts. */
export function renderList(report: ListReport, options: TerminalOptions): string {
  const canvas = canvasOf(options);
  const { total, files, skipped, todo, failed } = report.summary;
  const groups = groupByFile(report.tests, (test) => rowOf(test, canvas));
  const counts = [
    `${formatCounted(total, 'test')} in ${formatCounted(files, 'file')}`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(todo > 0 ? [`${todo} todo`] : []),
    ...(failed > 0 ? [`${failed} failed to load`] : []),
  ];
  return joinSections([
    total === 0 ? [] : renderTable({ nameHeading: 'test', wordHeading: '', columns: COLUMNS, groups }, canvas),
    renderFailures(report.failures, canvas),
    wrap(`${counts.join(', ')}.`, canvas.width),
  ]);
}

function rowOf({ testName, kind, mark, skipped, options }: ListedTest, { colors }: Canvas): Row {
  const limit = kind === 'comparison' ? options?.maxOverheadPercent : options?.tolerancePercent;
  return {
    symbol: skipped === null ? ' ' : '-',
    name: neutralizeName(testName),
    cells: [
      // Of a command, each run is a process and a sample.
      cell(kind === 'command' ? undefined : options?.iterations, 'samples'),
      cell(options?.processes, 'processes'),
      cell(options?.timeLimit, 's'),
      cell(limit, '%'),
    ],
    word: skipped === null ? (mark ?? '') : WORDS[skipped],
    paint: skipped === null ? String : colors.dim,
    notes: [],
  };
}

function cell(value: number | undefined, unit: string) {
  if (value === undefined) return { text: '' };
  const withUnit = `${value} ${unit}`;
  return { text: unit === 's' || unit === '%' ? withUnit : String(value), alone: withUnit };
}
