import type { PageChange } from '../page-data.ts';
import { svg } from './dom.ts';

const WIDTH = 132;
const HEIGHT = 18;
const MIDDLE = WIDTH / 2;

/**
 * A change and its interval around no change at all, all of a page on one scale. What is beyond its end has an arrow there. The
 * text beside it says the same.
 *
 * @param most - percent at its ends
 */
export function intervalBar({ percent, low, high }: PageChange, most: number): SVGElement {
  const at = (value: number) => MIDDLE + (Math.max(-1, Math.min(1, value / most)) * (WIDTH - 12)) / 2;
  const from = at(low ?? (low === high ? percent : -most));
  const to = at(high ?? (low === high ? percent : most));
  const y = HEIGHT / 2;
  const ends = [
    ...((low ?? percent) < -most ? [`M6 ${y - 4}L1 ${y}L6 ${y + 4}`] : []),
    ...((high ?? percent) > most ? [`M${WIDTH - 6} ${y - 4}L${WIDTH - 1} ${y}L${WIDTH - 6} ${y + 4}`] : []),
  ];
  return svg(
    'svg',
    { class: 'interval', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, 'aria-hidden': 'true' },
    svg('line', { class: 'zero', x1: MIDDLE, x2: MIDDLE, y1: 1, y2: HEIGHT - 1 }),
    svg('rect', { class: 'span', x: from, y: y - 3, width: Math.max(2, to - from), height: 6, rx: 3 }),
    svg('circle', { class: 'dot', cx: at(percent), cy: y, r: 4.5 }),
    ...ends.map((d) => svg('path', { class: 'end', d })),
  );
}
