import type uPlot from 'uplot';
import { unpackNumbers } from '../../packed-numbers.ts';
import type { PageLane, PageLanes, PageMetric } from '../../page-data.ts';
import { figureText } from '../words.ts';
import { plotFigure } from './plot.ts';
import type { Theme } from './theme.ts';

/** What is at one place of a lane: a process, or how many there are. */
interface Spot {
  readonly lane: number;
  readonly value: number;
  /** Of a range: how many processes; null of a single one. */
  readonly count: number | null;
}

/** What processes said: the past above, this run below, on one scale. */
export function lanesPlot({ lanes }: PageLanes, { unit, name }: PageMetric): HTMLElement {
  const spots = lanes.flatMap(spotsOf).sort((a, b) => a.value - b.value);
  const first = spots[0]?.value ?? 0;
  const last = spots.at(-1)?.value ?? 0;
  const sides = (last - first) * 0.04 || Math.abs(first) * 0.02 || 1;
  const figure = (value: number | null) => figureText(value, unit);
  const words = ({ lane, value, count }: Spot) =>
    count === null
      ? `${lanes[lane]!.name}: one process ${figure(value)}`
      : `${lanes[lane]!.name}: ${count} ${count === 1 ? 'process' : 'processes'} around ${figure(value)}`;
  return plotFigure({
    title: 'Processes',
    summary: `What processes said of ${name}: ${lanes.map((lane, at) => `${lane.name}, median ${figure(medianOf(spots, at))}`).join('; ')}.`,
    notes: ['A dot is a process, a bar how many there are; the line is their median.'],
    height: 46 + 62 * lanes.length,
    xs: spots.map(({ value }) => value),
    ys: [spots.map(({ lane }) => lanes.length - 1 - lane)],
    alsoSeen: [],
    fixedY: [-0.5, lanes.length - 0.5],
    isTime: false,
    hasGrid: true,
    sidesX: sides,
    textOfX: figure,
    textOfY: null,
    textOfPoint: (place) => words(spots[place]!),
    point: 'process',
    draw: (plot, theme) => drawLanes(plot, lanes, spots, theme),
    table: () => ({
      head: ['Processes of', 'Value', 'How many'],
      rows: spots.map(({ lane, value, count }) => [lanes[lane]!.name, figure(value), String(count ?? 1)]),
    }),
  });
}

function spotsOf(lane: PageLane, at: number): readonly Spot[] {
  if (lane.kind === 'points') {
    return unpackNumbers(lane.values).flatMap((value) => (value === null ? [] : [{ lane: at, value, count: null }]));
  }
  return lane.counts.flatMap((count, i) =>
    count === 0 ? [] : [{ lane: at, value: lane.from + (i + 0.5) * lane.width, count }],
  );
}

function medianOf(spots: readonly Spot[], lane: number): number | null {
  const own = spots.filter((spot) => spot.lane === lane);
  const total = own.reduce((sum, { count }) => sum + (count ?? 1), 0);
  let seen = 0;
  for (const { value, count } of own) {
    seen += count ?? 1;
    if (seen >= total / 2) return value;
  }
  return null;
}

function drawLanes(plot: uPlot, lanes: readonly PageLane[], spots: readonly Spot[], theme: Theme): void {
  const { ctx: context, bbox } = plot;
  const ratio = devicePixelRatio;
  const height = bbox.height / lanes.length;
  context.save();
  context.font = `${12 * ratio}px system-ui, sans-serif`;
  context.textBaseline = 'top';
  context.textAlign = 'left';
  for (const [at, lane] of lanes.entries()) {
    const isLast = at === lanes.length - 1;
    const color = isLast ? theme.ink : theme.accent;
    const floor = bbox.top + height * (at + 1) - 8 * ratio;
    const room = height - 30 * ratio;
    context.fillStyle = theme.quiet;
    context.fillText(lane.name, bbox.left, bbox.top + height * at + 4 * ratio);
    const own = spots.filter((spot) => spot.lane === at);
    const most = Math.max(...own.map(({ count }) => count ?? 1));
    context.fillStyle = color;
    for (const { value, count } of own) {
      const x = plot.valToPos(value, 'x', true);
      context.globalAlpha = count === null ? 0.75 : 0.55;
      context.beginPath();
      if (count === null || lane.kind === 'points') context.arc(x, floor - room / 2, 4.5 * ratio, 0, 2 * Math.PI);
      else {
        const width = Math.max(2 * ratio, plot.valToPos(value + lane.width, 'x', true) - x - ratio);
        const tall = Math.max(2 * ratio, (room * count) / most);
        context.rect(x - width / 2, floor - tall, width, tall);
      }
      context.fill();
    }
    context.globalAlpha = 1;
    const middle = medianOf(spots, at);
    if (middle === null) continue;
    const x = plot.valToPos(middle, 'x', true);
    context.strokeStyle = theme.bad;
    context.lineWidth = 2 * ratio;
    context.beginPath();
    context.moveTo(x, floor - room - 2 * ratio);
    context.lineTo(x, floor + 2 * ratio);
    context.stroke();
  }
  context.restore();
}
