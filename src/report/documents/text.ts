import { formatDuration, formatInterval, formatPercent } from '../format.ts';
import { groupByFile } from '../terminal/by-file.ts';
import { canvasOf, joinSections, type TerminalOptions } from '../text/canvas.ts';
import { neutralizeName, neutralizeText } from '../text/neutralize.ts';
import type { Column, Row } from '../text/rows.ts';
import { renderTable } from '../text/table.ts';
import { wrap } from '../text/wrap.ts';
import { lookOf } from '../verdicts.ts';
import { countOutcomes, type Entry, outcomeInWords } from './entry.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'median', align: 'right', gap: 3 },
  { heading: 'change', align: 'right', gap: 3 },
  { heading: '[interval]', align: 'left', gap: 1 },
  { heading: 'detects', align: 'right', gap: 2 },
];

/** Tests as plain text, a row each in their groups, with what is to be said of them below, and the counts at the end. */
export function renderText(entries: readonly Entry[], options: TerminalOptions = { color: false, width: 120 }): string {
  const canvas = canvasOf(options);
  const groups = groupByFile(
    entries.map((entry) => ({ ...entry, file: entry.group })),
    (entry) => rowOf(entry, options),
  );
  const counts = [...countOutcomes(entries)].map(([outcome, count]) => outcomeInWords(outcome, count));
  const table = { nameHeading: 'test', wordHeading: 'verdict', columns: COLUMNS, groups };
  return joinSections([
    entries.length === 0 ? [] : renderTable(table, canvas),
    wrap(entries.length === 0 ? 'No tests.' : `${counts.join(', ')}.`, canvas.width),
  ]);
}

function rowOf(entry: Entry, options: TerminalOptions): Row {
  const { colors } = canvasOf(options);
  const { name, outcome, message, warnings, statistics, change, detectablePercent } = entry;
  const look = outcome === 'failed' ? { symbol: '✗', word: 'failed', paint: colors.red } : lookOf(outcome, colors);
  const says =
    outcome === 'pass' || message === '' ? [] : [{ kind: 'message' as const, text: neutralizeText(message) }];
  return {
    ...look,
    name: neutralizeName(name),
    cells: [
      { text: statistics === null ? '' : formatDuration(statistics.median) },
      { text: change === null ? '' : formatPercent(change.percent, { sign: true }) },
      { text: change?.interval ? formatInterval(change.interval) : '' },
      { text: detectablePercent === null ? '' : `≥ ${formatPercent(detectablePercent)}` },
    ],
    notes: [...says, ...warnings.map((text) => ({ kind: 'warning' as const, text: neutralizeText(text) }))],
  };
}
