import type { Change } from '../../model/verdict.ts';
import { PAIRS_SIGN } from '../deciding.ts';
import { formatChangePercent, formatInterval, formatPercent } from '../format.ts';
import type { Canvas } from '../text/canvas.ts';
import type { Paint } from '../text/paint.ts';
import type { Cell, Column } from '../text/rows.ts';

/** What a cell shows where there is nothing to show; where cells stand without headings, it is left out. */
export const NOTHING: Cell = { text: '–', alone: '' };

/** How a test changed, and from which change on it would have been noticed. */
export const CHANGE_COLUMNS: readonly Column[] = [
  { heading: 'change', align: 'right', gap: 3 },
  { heading: '[interval]', align: 'left', gap: 1 },
  { heading: 'min. detectable', align: 'right', gap: 2 },
];

/** The cells of {@link CHANGE_COLUMNS}. @param paint of the change itself. */
export function changeCells(change: Change | null, detectablePercent: number | null, paint: Paint): readonly Cell[] {
  return [
    change === null ? NOTHING : { text: formatChangePercent(change), paint },
    change === null ? { text: '' } : { text: formatInterval(change.interval) },
    detectableCell(detectablePercent),
  ];
}

/** From which change on a test would have been noticed. */
export function detectableCell(percent: number | null): Cell {
  if (percent === null) return NOTHING;
  const text = `≥ ${formatPercent(percent)}`;
  return { text, alone: `min. detectable ${text}` };
}

/** A mark on tests that pairs decided about: only where they decided about some, and not about all. */
export const DECIDED_BY_PAIRS: Column = { heading: '', align: 'left', gap: 2 };

/** The cell of {@link DECIDED_BY_PAIRS}. */
export function decidedByCell(isByPairs: boolean, { colors }: Canvas): Cell {
  return isByPairs ? { text: PAIRS_SIGN, alone: 'by pairs', paint: colors.dim } : { text: '' };
}
