import type uPlot from 'uplot';
import { unpackNumbers } from '../../packed-numbers.ts';
import type { PageMetric, PageSamples } from '../../page-data.ts';
import { figureText } from '../words.ts';
import { plotFigure } from './plot.ts';
import type { Theme } from './theme.ts';

const SIDES = { base: 'base', head: 'this code' } as const;

/** Samples in the order in which they were taken, one process after the other. */
export function samplesPlot({ processes, values, every }: PageSamples, { unit, name }: PageMetric): HTMLElement {
  const places = processes.flatMap(([, , count], process) =>
    Array.from({ length: count }, (_, at) => ({ process, at })),
  );
  const all = unpackNumbers(values).map((value, i) => ({ ...places[i]!, value: value ?? 0 }));
  const isTwoSided = processes.some(([side]) => side === 'base');
  const nameOf = (process: number) => {
    const [side, round] = processes[process]!;
    return `${isTwoSided ? `${SIDES[side]}, ` : ''}process ${round + 1}`;
  };
  const figure = (value: number) => figureText(value, unit);
  const thinned = every <= 2 ? '' : ` Of every ${every} samples in a row the lowest and the highest are here.`;
  return plotFigure({
    title: 'Samples in order',
    summary: `Samples of ${name} in the order in which ${processes.length} processes took them.`,
    notes: [`What falls at first is warm-up, what rises for a while a burst of something else.${thinned}`],
    height: 220,
    xs: all.map((_, place) => place),
    ys: [all.map(({ value }) => value)],
    alsoSeen: [],
    fixedY: null,
    isTime: false,
    hasGrid: false,
    sidesX: Math.max(1, all.length * 0.01),
    textOfX: () => '',
    textOfY: figure,
    textOfPoint: (place) => {
      const { process, at, value } = all[place]!;
      return `${nameOf(process)}, sample ${at + 1}: ${figure(value)}`;
    },
    point: 'sample',
    draw: (plot, theme) => drawSamples(plot, all, processes, theme),
    table: () => ({
      head: ['Process', 'Sample', 'Value'],
      rows: all.map(({ process, at, value }) => [nameOf(process), String(at + 1), figure(value)]),
    }),
  });
}

function drawSamples(
  plot: uPlot,
  all: readonly { readonly process: number; readonly value: number }[],
  processes: PageSamples['processes'],
  theme: Theme,
): void {
  const { ctx: context, bbox } = plot;
  const ratio = devicePixelRatio;
  context.save();
  context.beginPath();
  context.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  context.clip();
  for (const [place, { process, value }] of all.entries()) {
    const x = plot.valToPos(place, 'x', true);
    const isFirst = place === 0 || all[place - 1]!.process !== process;
    if (isFirst && place > 0) {
      context.fillStyle = theme.line;
      const between = plot.valToPos(place - 0.5, 'x', true);
      context.fillRect(between, bbox.top, ratio, bbox.height);
    }
    context.fillStyle = processes[process]![0] === 'base' ? theme.quiet : process % 2 === 0 ? theme.accent : theme.ink;
    context.beginPath();
    context.arc(x, plot.valToPos(value, 'y', true), 2 * ratio, 0, 2 * Math.PI);
    context.fill();
  }
  context.restore();
}
