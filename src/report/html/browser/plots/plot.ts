import uPlot from 'uplot';
import { button, type Child, el, fill } from '../dom.ts';
import { onThemeChange, type Theme, themeNow } from './theme.ts';

/** A table of texts. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a plot shows. */
export interface PlotSpec {
  readonly title: string;
  /** What it shows in one sentence, for who does not see it. */
  readonly summary: string;
  /** What its signs mean, and what to know of it. */
  readonly notes: readonly Child[];
  readonly height: number;
  /** Ascending. */
  readonly xs: readonly number[];
  readonly ys: readonly (readonly (number | null)[])[];
  /** Values besides those of `ys` that must be seen. */
  readonly alsoSeen: readonly number[];
  /** Fixes what is seen vertically; null: what the values need. */
  readonly fixedY: readonly [number, number] | null;
  readonly isTime: boolean;
  /** Whether places on the horizontal axis mean something. */
  readonly hasGrid: boolean;
  /** How much wider than its values it is on either side. */
  readonly sidesX: number;
  readonly textOfX: ((value: number) => string) | null;
  readonly textOfY: ((value: number) => string) | null;
  /** What one point says. */
  readonly textOfPoint: (place: number) => string;
  /** What a point is called: `run`, `pair`. */
  readonly point: string;
  readonly draw: (plot: uPlot, theme: Theme) => void;
  readonly table: () => Table;
  /** What can be chosen above it. */
  readonly controls?: readonly Node[];
}

const ZOOM = 0.6;
const FONT = '12px system-ui, sans-serif';

// Those that are in the page, each by its figure: one that is gone is let go.
const shown = new Map<HTMLElement, uPlot>();
const widths = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    const plot = shown.get(target as HTMLElement);
    if (plot && contentRect.width > 0) plot.setSize({ width: Math.floor(contentRect.width), height: plot.height });
  }
});

onThemeChange(() => {
  for (const [box, plot] of shown) {
    if (box.isConnected) plot.redraw(false);
    else forget(box);
  }
});

function forget(box: HTMLElement): void {
  shown.get(box)?.destroy();
  widths.unobserve(box);
  shown.delete(box);
}

/** A plot with its title, what can be done with it, and the table behind it. */
export function plotFigure(spec: PlotSpec): HTMLElement {
  const box = el('div', { class: 'plot', role: 'img', 'aria-label': spec.summary });
  const tip = el('div', { class: 'tip', hidden: true });
  const said = el('p', { class: 'spoken', role: 'status' });
  const plot = new uPlot(
    optionsOf(spec, tip),
    [[...spec.xs], ...spec.ys.map((each) => [...each])] as uPlot.AlignedData,
    box,
  );
  box.append(tip);
  shown.set(box, plot);
  widths.observe(box);
  let place = -1;
  const step = (by: number) => {
    place = Math.max(0, Math.min(spec.xs.length - 1, place === -1 && by < 0 ? spec.xs.length - 1 : place + by));
    pointAt(plot, spec, place);
    said.textContent = spec.textOfPoint(place);
  };
  return el(
    'figure',
    {},
    el(
      'figcaption',
      {},
      el('h5', {}, spec.title),
      el(
        'div',
        { class: 'tools' },
        ...(spec.controls ?? []),
        tool('‹', `Previous ${spec.point}`, () => step(-1)),
        tool('›', `Next ${spec.point}`, () => step(1)),
        tool('+', 'Zoom in', () => zoom(plot, spec, ZOOM)),
        tool('−', 'Zoom out', () => zoom(plot, spec, 1 / ZOOM)),
        tool('⤢', 'Show all', () => zoom(plot, spec, Number.POSITIVE_INFINITY)),
      ),
    ),
    box,
    said,
    spec.notes.length > 0 && el('p', { class: 'notes' }, ...spec.notes),
    tableOf(spec),
  );
}

function tool(sign: string, name: string, onClick: () => void): HTMLButtonElement {
  return button(sign, onClick, { 'aria-label': name, title: name });
}

function optionsOf(spec: PlotSpec, tip: HTMLElement): uPlot.Options {
  const axis = (values: PlotSpec['textOfX'], size: number, space: number): uPlot.Axis => ({
    stroke: () => themeNow().quiet,
    grid: { stroke: () => themeNow().line, width: 1 },
    ticks: { stroke: () => themeNow().line, width: 1, size: 4 },
    font: FONT,
    size,
    space,
    ...(values && { values: (_plot, splits) => splits.map(values) }),
  });
  return {
    width: 300,
    height: spec.height,
    legend: { show: false },
    padding: [10, 26, 0, spec.textOfY === null ? 12 : 0],
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    scales: {
      x: {
        time: spec.isTime,
        range: (_plot, low, high) => [low - spec.sidesX, high + spec.sidesX],
      },
      y: {
        range: (_plot, low, high) => (spec.fixedY?.slice() as [number, number]) ?? widened(low, high, spec.alsoSeen),
      },
    },
    axes: [
      {
        ...axis(spec.textOfX, spec.hasGrid ? 28 : 8, 74),
        ...(!spec.hasGrid && { grid: { show: false }, ticks: { show: false } }),
      },
      { ...axis(spec.textOfY, 68, 34), show: spec.textOfY !== null },
    ],
    series: [{}, ...spec.ys.map(() => ({ paths: () => null, points: { show: false } }))],
    cursor: {
      points: { show: false },
      y: false,
      drag: { x: true, y: false, dist: 4 },
      dataIdx: (_plot, _series, place) => place,
    },
    hooks: {
      draw: [(plot) => spec.draw(plot, themeNow())],
      setCursor: [(plot) => showTip(plot, spec, tip)],
    },
  };
}

function widened(low: number | null, high: number | null, also: readonly number[]): [number, number] {
  const values = [low, high, ...also].filter((value): value is number => value !== null && Number.isFinite(value));
  const least = Math.min(...values);
  const most = Math.max(...values);
  const room = (most - least) * 0.08 || Math.abs(most) * 0.05 || 1;
  return [least - room, most + room];
}

function showTip(plot: uPlot, spec: PlotSpec, tip: HTMLElement): void {
  const place = plot.cursor.idx ?? null;
  const { left = -1, top = -1 } = plot.cursor;
  tip.hidden = place === null || left < 0;
  if (place === null || left < 0) return;
  fill(
    tip,
    ...spec
      .textOfPoint(place)
      .split('\n')
      .map((line) => el('div', {}, line)),
  );
  const { offsetLeft, offsetTop, clientWidth } = plot.over;
  const at = plot.valToPos(spec.xs[place]!, 'x');
  const isRight = at > clientWidth / 2;
  tip.style.left = isRight ? '' : `${offsetLeft + at + 12}px`;
  tip.style.right = isRight ? `${plot.width - offsetLeft - at + 12}px` : '';
  tip.style.top = `${offsetTop + Math.max(0, Math.min(top, plot.over.clientHeight - 60))}px`;
}

function pointAt(plot: uPlot, spec: PlotSpec, place: number): void {
  const x = spec.xs[place]!;
  const { min = 0, max = 0 } = plot.scales.x ?? {};
  // Of what was zoomed away, the part is shown that has it.
  if (x < min || x > max) plot.setScale('x', { min: x - (max - min) / 2, max: x + (max - min) / 2 });
  plot.setCursor({ left: plot.valToPos(x, 'x'), top: plot.over.clientHeight / 3 });
}

function zoom(plot: uPlot, { xs, sidesX }: PlotSpec, factor: number): void {
  const first = xs[0]! - sidesX;
  const last = xs.at(-1)! + sidesX;
  const { min = first, max = last } = plot.scales.x ?? {};
  const half = ((max - min) * factor) / 2;
  // The newest end is what people look at.
  const middle = factor < 1 ? max - half : (min + max) / 2;
  plot.setScale('x', { min: Math.max(first, middle - half), max: Math.min(last, middle + half) });
}

/** A table that is filled when it is opened. */
function tableOf({ title, table }: PlotSpec): HTMLElement {
  const details = el('details', { class: 'table' }, el('summary', {}, `Table: ${title.toLowerCase()}`));
  details.addEventListener(
    'toggle',
    () => {
      const { head, rows } = table();
      details.append(
        el(
          'div',
          { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title },
          el(
            'table',
            {},
            el('thead', {}, el('tr', {}, ...head.map((text) => el('th', { scope: 'col' }, text)))),
            el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells.map((text) => el('td', {}, text))))),
          ),
        ),
      );
    },
    { once: true },
  );
  return details;
}
