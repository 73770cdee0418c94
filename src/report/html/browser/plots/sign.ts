import type { RunMark } from '../../page-data.ts';
import { svg } from '../dom.ts';
import { MARKS } from './marks.ts';

const SHAPES: Readonly<Record<RunMark, string>> = {
  recorded: 'M2 6a4 4 0 1 0 8 0a4 4 0 1 0-8 0z',
  superseded: 'M4 6a2 2 0 1 0 4 0a2 2 0 1 0-4 0z',
  undecided: 'M2 6a4 4 0 1 0 8 0a4 4 0 1 0-8 0z',
  partial: 'M2.5 2.5h7v7h-7z',
  now: 'M6 1l5 8.7H1z',
  accepted: 'M6 .5l5.5 5.5L6 11.5L.5 6z',
  regression: 'M2 2l8 8M10 2l-8 8',
};
const HOLLOW: ReadonlySet<RunMark> = new Set(['undecided', 'partial', 'regression']);

/** A mark of the history, small, for its legend. */
export function signOf(mark: RunMark): SVGElement {
  const kind = HOLLOW.has(mark) ? 'hollow' : 'solid';
  return svg(
    'svg',
    { class: `sign ${kind} ${MARKS[mark].color}`, viewBox: '0 0 12 12', width: 12, height: 12, 'aria-hidden': 'true' },
    svg('path', { d: SHAPES[mark] }),
  );
}
