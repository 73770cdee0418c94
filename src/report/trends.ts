import type { Drift, Season, SeriesTrends, Step } from '../model/trends.ts';
import { formatCommit, formatCounted, formatInterval, formatMoment, formatPercent } from './format.ts';
import { type Canvas, canvasOf, joinSections, type TerminalOptions } from './text/canvas.ts';
import { neutralizeLine, neutralizeName } from './text/neutralize.ts';
import type { Note } from './text/notes.ts';
import type { Cell, Column, Row, RowGroup } from './text/rows.ts';
import { renderTable } from './text/table.ts';
import { wrap } from './text/wrap.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'since (UTC)', align: 'left', gap: 3 },
  { heading: 'after..commit', align: 'left', gap: 2 },
  { heading: 'change', align: 'right', gap: 2 },
  { heading: '[interval]', align: 'left', gap: 1 },
  { heading: 'sure', align: 'right', gap: 2 },
];

const NOTHING = 'No series to look at: "evenkeel run" and "evenkeel ingest --history" store some.';

/** What histories say, for people, ending with a newline: a row for each step, and one for each series without any. */
export function renderTrends(series: readonly SeriesTrends[], options: TerminalOptions): string {
  const canvas = canvasOf(options);
  if (series.length === 0) return joinSections([wrap(NOTHING, canvas.width)]);
  const groups = new Map<string, Row[]>();
  for (const one of series) {
    const title = neutralizeName(one.environmentKey);
    const rows = groups.get(title) ?? [];
    rows.push(...rowsOf(one, canvas));
    groups.set(title, rows);
  }
  const table = {
    nameHeading: 'test',
    wordHeading: '',
    columns: COLUMNS,
    groups: [...groups].map(([title, rows]): RowGroup => ({ title, rows })),
  };
  const steps = series.reduce((sum, one) => sum + one.steps.length, 0);
  const closing = `${formatCounted(steps, 'step')} in ${formatCounted(series.length, 'series', 'series')}`;
  return joinSections([renderTable(table, canvas), wrap(closing, canvas.width)]);
}

const EMPTY: readonly Cell[] = COLUMNS.map(() => ({ text: '' }));

function rowsOf(series: SeriesTrends, canvas: Canvas): readonly Row[] {
  const { testName, metric, steps } = series;
  const name = neutralizeName(metric === 'time' ? testName : `${testName} (${metric})`);
  const notes = notesOf(series);
  if (steps.length === 0) {
    const isDrifting = series.trend?.isDrifting === true;
    const word = isDrifting ? 'drifting' : `steady, ${formatCounted(series.runs, 'run')}`;
    return [{ symbol: isDrifting ? '~' : '·', name, cells: EMPTY, word, paint: canvas.colors.dim, notes }];
  }
  return steps.map((step, i) => rowOf(step, name, series, { canvas, notes: i === steps.length - 1 ? notes : [] }));
}

function rowOf(
  { changePercent, interval, commit, previousCommit, recordedAt, confidence }: Step,
  name: string,
  { metric, better }: SeriesTrends,
  { canvas: { colors }, notes }: { readonly canvas: Canvas; readonly notes: readonly Note[] },
): Row {
  const isWorse = changePercent > 0 === (better === 'lower');
  const words = metric === 'time' ? ['slower', 'faster'] : ['worse', 'better'];
  const since = formatMoment(recordedAt);
  return {
    symbol: isWorse ? '✗' : '✓',
    name,
    cells: [
      { text: since, alone: `since ${since}` },
      { text: `${commitOf(previousCommit)}..${commitOf(commit)}` },
      { text: formatPercent(changePercent, { sign: true }) },
      { text: formatInterval(interval) },
      { text: sure(confidence), alone: `${sure(confidence)} sure` },
    ],
    word: words[isWorse ? 0 : 1]!,
    paint: isWorse ? colors.red : colors.green,
    notes,
  };
}

function commitOf(commit: string | null): string {
  return commit === null ? '?' : formatCommit(commit);
}

function sure(confidence: number): string {
  return confidence > 0.9999 ? '> 99.99 %' : `${(100 * confidence).toFixed(2)} %`;
}

function notesOf({ trend, seasons, notes }: SeriesTrends): readonly Note[] {
  const texts = [...(trend?.isDrifting === true ? [driftInWords(trend)] : []), ...seasons.map(seasonInWords), ...notes];
  return texts.map((text) => ({ kind: 'message', text: neutralizeLine(text) }));
}

function driftInWords({ percentPerRun, interval }: Drift): string {
  const [low, high] = interval;
  const direction = percentPerRun > 0 ? 'up' : 'down';
  return `Drifts ${direction} by ${exact(percentPerRun)} % a run since then (95 %: ${exact(low)} to ${exact(high)} %).`;
}

/** Three digits, because a drift that matters may be a hundredth of a percent a run. */
function exact(percent: number): string {
  return percent.toPrecision(3);
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function seasonInWords({ by, parts }: Season): string {
  const sorted = parts.toSorted((a, b) => a.changePercent - b.changePercent);
  const inWords = ({ part, changePercent }: Season['parts'][number]) => {
    const when = by === 'weekday' ? DAYS[part] : `${String(part).padStart(2, '0')}:00`;
    return `${when} (${formatPercent(changePercent, { sign: true })})`;
  };
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  return `Has a rhythm by ${by} (UTC): least on ${inWords(least)}, most on ${inWords(most)}.`;
}
