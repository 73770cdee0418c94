import type uPlot from 'uplot';
import { formatPercent } from '../../../format.ts';
import type { PagePairs } from '../../page-data.ts';
import { wholeChangeText } from '../words.ts';
import { plotFigure } from './plot.ts';
import type { Theme } from './theme.ts';

/** Pairs of processes: by how much each differs, and what follows from all of them. */
export function pairsPlot(pairs: PagePairs): HTMLElement {
  const { percents, change, control, base, manner } = pairs;
  const percent = (value: number) => formatPercent(value, { sign: true });
  return plotFigure({
    title: `Pairs, against ${base}`,
    summary: `${percents.length} pairs of processes against ${base}${change === null ? '' : `: ${wholeChangeText(change)}`}.`,
    notes: [
      `${manner} Band: interval of the change.`,
      ...(control === null ? [] : [` What no difference looks like: ${wholeChangeText(control)}.`]),
    ],
    height: 220,
    xs: percents.map((_, place) => place + 1),
    ys: [percents],
    alsoSeen: [0, ...(change === null ? [] : [change.low, change.high].filter((end) => end !== null))],
    fixedY: null,
    isTime: false,
    hasGrid: true,
    sidesX: 0.5,
    textOfX: (value) => (Number.isInteger(value) ? String(value) : ''),
    textOfY: percent,
    textOfPoint: (place) => `pair ${place + 1}: ${percent(percents[place]!)}`,
    point: 'pair',
    draw: (plot, theme) => drawPairs(plot, pairs, theme),
    table: () => ({
      head: ['Pair', 'This code against the base'],
      rows: percents.map((each, place) => [String(place + 1), percent(each)]),
    }),
  });
}

function drawPairs(plot: uPlot, { percents, change }: PagePairs, theme: Theme): void {
  const { ctx: context, bbox } = plot;
  const ratio = devicePixelRatio;
  const y = (value: number) => plot.valToPos(value, 'y', true);
  const line = (value: number, color: string) => {
    context.strokeStyle = color;
    context.lineWidth = 1.5 * ratio;
    context.beginPath();
    context.moveTo(bbox.left, y(value));
    context.lineTo(bbox.left + bbox.width, y(value));
    context.stroke();
  };
  context.save();
  if (change !== null) {
    const top = Math.max(bbox.top, change.high === null ? bbox.top : y(change.high));
    const bottom = Math.min(bbox.top + bbox.height, change.low === null ? bbox.top + bbox.height : y(change.low));
    context.fillStyle = theme.band;
    context.fillRect(bbox.left, top, bbox.width, Math.max(ratio, bottom - top));
    line(change.percent, theme.accent);
  }
  line(0, theme.quiet);
  context.fillStyle = theme.ink;
  for (const [place, percent] of percents.entries()) {
    context.beginPath();
    context.arc(plot.valToPos(place + 1, 'x', true), y(percent), 4.5 * ratio, 0, 2 * Math.PI);
    context.fill();
  }
  context.restore();
}
