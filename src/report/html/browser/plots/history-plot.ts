import type uPlot from 'uplot';
import { formatCommit, formatPercent } from '../../../format.ts';
import { unpackNumbers } from '../../packed-numbers.ts';
import { type PageHistory, type PageMetric, RUN_MARKS, type RunMark } from '../../page-data.ts';
import { button, type Child, el } from '../dom.ts';
import { commitOf, hashAt, index } from '../page.ts';
import { figureText, momentText } from '../words.ts';
import { drawMark, legendOf, MARKS } from './marks.ts';
import { type PlotSpec, plotFigure } from './plot.ts';
import { signOf } from './sign.ts';
import type { Theme } from './theme.ts';

const NAMES: ReadonlyMap<string, RunMark> = new Map(
  Object.entries(RUN_MARKS).map(([name, letter]) => [letter, name as RunMark]),
);

/** A history unpacked: a run a place. */
interface Runs {
  readonly marks: readonly RunMark[];
  readonly at: readonly (number | null)[];
  readonly hashes: readonly (string | null)[];
  readonly branches: readonly (string | null)[];
  readonly estimates: readonly (number | null)[];
  readonly lows: readonly (number | null)[];
  readonly highs: readonly (number | null)[];
}

/** The runs of a test, by commit or by time. */
export function historyPlot(history: PageHistory, metric: PageMetric): HTMLElement {
  const runs = unpacked(history);
  const canBeByTime = runs.at.every((at) => at !== null) && new Set(runs.at).size > 1;
  const holder = el('div', { class: 'wide' });
  const show = (isByTime: boolean) => {
    const choices = el(
      'span',
      { class: 'choice', role: 'group', 'aria-label': 'Horizontal axis' },
      button('by commit', () => show(false), { 'aria-pressed': String(!isByTime) }),
      button('by time', () => show(true), { 'aria-pressed': String(isByTime) }),
    );
    const hadFocus = holder.contains(document.activeElement);
    holder.replaceChildren(plotFigure(specOf(history, runs, metric, isByTime, canBeByTime ? [choices] : [])));
    if (hadFocus) holder.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
  };
  show(false);
  return holder;
}

function unpacked(history: PageHistory): Runs {
  return {
    marks: [...history.marks].map((letter) => NAMES.get(letter) ?? 'recorded'),
    at: secondsOf(history),
    hashes: history.commits.map(hashAt),
    branches: [...history.marks].map((_, at) => index.branches[branchAt(history.branches, at)] ?? null),
    estimates: unpackNumbers(history.estimates),
    lows: unpackNumbers(history.lows),
    highs: unpackNumbers(history.highs),
  };
}

function secondsOf({ at, marks }: PageHistory): readonly (number | null)[] {
  if (at === null) return [...marks].map(() => null);
  let minutes = 0;
  return at.map((more) => {
    minutes += more;
    return 60 * minutes;
  });
}

function branchAt(branches: readonly number[], at: number): number {
  return branches[branches.length === 1 ? 0 : at] ?? -1;
}

function specOf(
  { baseline, margin }: PageHistory,
  runs: Runs,
  { unit, name }: PageMetric,
  isByTime: boolean,
  controls: readonly Node[],
): PlotSpec {
  const count = runs.marks.length;
  const xs = isByTime ? runs.at.map((at) => at ?? 0) : runs.marks.map((_, place) => place);
  const last = runs.estimates.at(-1) ?? null;
  const figure = (value: number | null | undefined) => figureText(value, unit);
  const span = isByTime ? (xs.at(-1)! - xs[0]!) * 0.03 : 0.5;
  return {
    title: 'History',
    summary: `History of ${name}: ${count} runs from ${momentText(runs.at[0])} to ${momentText(runs.at.at(-1))}; the newest is ${figure(last)}${baseline === null ? '' : `, the baseline ${figure(baseline.center)}`}.`,
    notes: [
      ...legendOf(runs.marks).flatMap((mark): Child[] => [signOf(mark), `${MARKS[mark].word} `]),
      ...meanings(baseline, margin),
    ],
    height: 260,
    xs,
    ys: [runs.estimates, runs.lows, runs.highs],
    alsoSeen: [...(baseline === null ? [] : [baseline.low, baseline.high]), ...(margin === null ? [] : [margin.high])],
    fixedY: null,
    isTime: isByTime,
    hasGrid: true,
    sidesX: span,
    textOfX: isByTime ? null : (at) => (Number.isInteger(at) ? shortHash(runs.hashes[at] ?? null) : ''),
    textOfY: figure,
    textOfPoint: (place) => runInWords(runs, place, unit, baseline),
    point: 'run',
    draw: (plot, theme) => drawHistory(plot, runs, xs, { baseline, margin }, theme),
    table: () => ({
      head: ['Run', 'Commit', 'Branch', 'What became of it', 'Estimate', 'Its processes', 'Against the baseline'],
      rows: runs.marks.map((mark, place) => [
        momentText(runs.at[place]),
        shortHash(runs.hashes[place] ?? null),
        runs.branches[place] ?? '–',
        MARKS[mark].word,
        figure(runs.estimates[place]),
        `${figure(runs.lows[place])} to ${figure(runs.highs[place])}`,
        against(runs.estimates[place], baseline),
      ]),
    }),
    controls,
  };
}

function meanings(baseline: PageHistory['baseline'], margin: PageHistory['margin']): readonly Child[] {
  const sentences = [
    ...(baseline === null ? [] : ['Band: where the baseline lies.']),
    ...(margin === null ? [] : ['Dashed: between these a run counts as unchanged.']),
    'Bars: lowest to highest process of a run.',
  ];
  return [el('span', { class: 'meanings' }, sentences.join(' '))];
}

function runInWords(runs: Runs, place: number, unit: string, baseline: PageHistory['baseline']): string {
  const hash = runs.hashes[place] ?? null;
  const commit = hash === null ? null : commitOf(hash);
  const change = against(runs.estimates[place], baseline);
  return [
    `${figureText(runs.estimates[place], unit)}${change === '–' ? '' : ` (${change})`}, ${MARKS[runs.marks[place]!].word}`,
    `${shortHash(hash)}${runs.branches[place] ? ` on ${runs.branches[place]}` : ''}, ${momentText(runs.at[place])}`,
    ...(commit === null ? [] : [`${commit.author}: ${commit.subject}`]),
  ].join('\n');
}

function against(value: number | null | undefined, baseline: PageHistory['baseline']): string {
  if (value === null || value === undefined || baseline === null || baseline.center === 0) return '–';
  return formatPercent(100 * (value / baseline.center - 1), { sign: true });
}

function shortHash(hash: string | null): string {
  return hash === null ? '–' : formatCommit(hash);
}

function drawHistory(
  plot: uPlot,
  runs: Runs,
  xs: readonly number[],
  { baseline, margin }: Pick<PageHistory, 'baseline' | 'margin'>,
  theme: Theme,
): void {
  const { ctx: context, bbox } = plot;
  const ratio = devicePixelRatio;
  const x = (value: number) => plot.valToPos(value, 'x', true);
  const y = (value: number) => plot.valToPos(value, 'y', true);
  context.save();
  context.beginPath();
  context.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  context.clip();
  const line = (value: number, color: string, dash: readonly number[]) => {
    context.strokeStyle = color;
    context.lineWidth = ratio * 1.25;
    context.setLineDash(dash.map((each) => each * ratio));
    context.beginPath();
    context.moveTo(bbox.left, y(value));
    context.lineTo(bbox.left + bbox.width, y(value));
    context.stroke();
    context.setLineDash([]);
  };
  if (baseline !== null) {
    context.fillStyle = theme.band;
    const top = y(baseline.high);
    context.fillRect(bbox.left, top, bbox.width, Math.max(ratio, y(baseline.low) - top));
    line(baseline.center, theme.accent, []);
  }
  if (margin !== null) for (const value of [margin.low, margin.high]) line(value, theme.open, [5, 4]);
  for (const [place, mark] of runs.marks.entries()) {
    const estimate = runs.estimates[place];
    if (estimate === null || estimate === undefined) continue;
    const at = x(xs[place]!);
    const low = runs.lows[place] ?? estimate;
    const high = runs.highs[place] ?? estimate;
    context.strokeStyle = theme[MARKS[mark].color];
    context.globalAlpha = 0.45;
    context.lineWidth = ratio * 1.5;
    context.beginPath();
    context.moveTo(at, y(low));
    context.lineTo(at, y(high));
    context.stroke();
    context.globalAlpha = 1;
    drawMark(context, mark, at, y(estimate), 4 * ratio, theme);
  }
  context.restore();
}
