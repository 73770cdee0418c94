import type { RunMark } from '../../page-data.ts';
import type { Theme } from './theme.ts';

/** How the runs of a history are drawn: each of them has a shape of its own, besides its color. */
export const MARKS: Readonly<Record<RunMark, { readonly word: string; readonly color: keyof Theme }>> = {
  recorded: { word: 'recorded', color: 'accent' },
  now: { word: 'this run', color: 'ink' },
  regression: { word: 'judged a regression', color: 'bad' },
  accepted: { word: 'accepted as the baseline', color: 'good' },
  undecided: { word: 'undecided', color: 'open' },
  partial: { word: 'cut short', color: 'quiet' },
  superseded: { word: 'before an accepted run', color: 'quiet' },
};

/** Draws a mark on a canvas. @param size - half of its width, in pixels of the canvas */
export function drawMark(
  context: CanvasRenderingContext2D,
  mark: RunMark,
  x: number,
  y: number,
  size: number,
  theme: Theme,
): void {
  const color = theme[MARKS[mark].color];
  context.strokeStyle = color;
  context.fillStyle = color;
  context.lineWidth = size / 2.2;
  context.beginPath();
  SHAPES[mark](context, x, y, size);
  if (FILLED.has(mark)) context.fill();
  else context.stroke();
}

const FILLED: ReadonlySet<RunMark> = new Set(['recorded', 'now', 'accepted', 'superseded']);

type Shape = (context: CanvasRenderingContext2D, x: number, y: number, size: number) => void;

const circle: Shape = (context, x, y, size) => context.arc(x, y, size, 0, 2 * Math.PI);

const SHAPES: Readonly<Record<RunMark, Shape>> = {
  recorded: circle,
  superseded: (context, x, y, size) => circle(context, x, y, size * 0.55),
  undecided: circle,
  partial: (context, x, y, size) => context.rect(x - size * 0.85, y - size * 0.85, size * 1.7, size * 1.7),
  now: (context, x, y, size) => polygon(context, x, y, size * 1.5, 3),
  accepted: (context, x, y, size) => polygon(context, x, y, size * 1.45, 4),
  regression: (context, x, y, size) => {
    context.moveTo(x - size, y - size);
    context.lineTo(x + size, y + size);
    context.moveTo(x + size, y - size);
    context.lineTo(x - size, y + size);
  },
};

function polygon(context: CanvasRenderingContext2D, x: number, y: number, size: number, corners: number): void {
  for (let i = 0; i < corners; i++) {
    const angle = -Math.PI / 2 + (2 * Math.PI * i) / corners;
    context.lineTo(x + size * Math.cos(angle), y + size * Math.sin(angle));
  }
  context.closePath();
}

/** The marks that occur, with what they mean. */
export function legendOf(marks: Iterable<RunMark>): readonly RunMark[] {
  const occurring = new Set(marks);
  return (Object.keys(MARKS) as RunMark[]).filter((mark) => occurring.has(mark));
}
