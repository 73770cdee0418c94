import type { CommandRatio, TimedCommand, TimingReport } from '../../model/timing.ts';
import { formatCount, formatCounted, formatDuration } from '../format.ts';
import { type Canvas, canvasOf, joinSections, type TerminalOptions } from '../text/canvas.ts';
import { neutralizeName, neutralizeText } from '../text/neutralize.ts';
import { renderNotes } from '../text/notes.ts';
import type { Cell, Column, Row } from '../text/rows.ts';
import { renderTable } from '../text/table.ts';
import { wrap } from '../text/wrap.ts';
import { figuresOf, TIME_UNITS, type TimeUnit } from './figures.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'median', align: 'right', gap: 3 },
  { heading: 'mean', align: 'right', gap: 2 },
  { heading: '± σ', align: 'left', gap: 1 },
  { heading: 'min', align: 'right', gap: 2 },
  { heading: '… max', align: 'left', gap: 1 },
  { heading: 'user', align: 'right', gap: 2 },
  { heading: 'system', align: 'right', gap: 2 },
  { heading: 'peak memory', align: 'right', gap: 2 },
];
const UNKNOWN = '–';

/** How `evenkeel time` draws its result. */
export interface TimingOptions extends TerminalOptions {
  /** Null: that which suits each time. */
  readonly unit: TimeUnit | null;
}

/** The result of `evenkeel time` for people: a row a command, what they are to each other, and what to know of them. */
export function renderTiming(report: TimingReport, options: TimingOptions): string {
  const canvas = canvasOf(options);
  const rows = report.commands.map((command) => rowOf(command, options.unit));
  const table = { nameHeading: 'command', wordHeading: 'runs', columns: COLUMNS, groups: [{ title: null, rows }] };
  return joinSections([renderTable(table, canvas), comparison(report, canvas), closing(report, canvas)]);
}

function rowOf(command: TimedCommand, unit: TimeUnit | null): Row {
  const figures = figuresOf(command);
  const time = (seconds: number | null, before = ''): Cell =>
    seconds === null ? { text: UNKNOWN } : { text: before + timeText(seconds, unit) };
  const alone = (name: string, cell: Cell): Cell => ({ ...cell, alone: `${name} ${cell.text}` });
  return {
    symbol: ' ',
    name: neutralizeName(command.name),
    cells: [
      alone('median', time(figures.median)),
      alone('mean', time(figures.mean)),
      time(figures.stddev, '± '),
      time(figures.min),
      time(figures.max, '… '),
      alone('user', time(figures.user)),
      alone('system', time(figures.system)),
      alone('peak memory', { text: figures.peakMemory === null ? UNKNOWN : bytesText(figures.peakMemory) }),
    ],
    word: formatCount(command.runs.length),
    paint: String,
    notes: command.notes.map((text) => ({ kind: 'warning', text: neutralizeText(text) })),
  };
}

function timeText(seconds: number, unit: TimeUnit | null): string {
  if (unit === null) return formatDuration(seconds);
  const { name, seconds: one } = TIME_UNITS[unit];
  return `${(seconds / one).toFixed(unit === 'second' ? 3 : 1)} ${name}`;
}

function bytesText(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

function comparison({ commands, reference, isPaired, confidenceLevel }: TimingReport, canvas: Canvas): string[] {
  if (commands.length < 2) return [];
  const rounds = formatCounted(commands[0]!.runs.length, 'round');
  const how = isPaired ? `in ${rounds} of turns` : 'one after the other';
  const name = neutralizeName(commands[reference]!.name);
  const all = commands.length > 2 ? ', of all of them together' : '';
  const lines = commands
    .filter((_, i) => i !== reference)
    .map((command) => `${ratioInWords(command.ratio)} ${neutralizeName(command.name)}`);
  return [
    ...wrap(`${name} (${how}; intervals at ${100 * confidenceLevel} % confidence${all}) is`, canvas.width),
    ...lines.flatMap((line) => wrap(line, canvas.width - 2).map((each, i) => `${i === 0 ? '  ' : '    '}${each}`)),
  ];
}

/** What the reference is to another command. */
function ratioInWords(ratio: CommandRatio | null): string {
  if (ratio === null) return 'not to be compared, for too few runs or times of 0, with';
  const [lower, upper] = ratio.interval;
  if (lower > 1) return `${timesText(ratio.estimate, lower, upper)} faster than`;
  if (upper < 1) return `${timesText(1 / ratio.estimate, 1 / upper, 1 / lower)} slower than`;
  return `as fast as can be told (${numberText(ratio.estimate)} times [${numberText(lower)}, ${numberText(upper)}]) as`;
}

function timesText(estimate: number, lower: number, upper: number): string {
  return `${numberText(estimate)} times [${numberText(lower)}, ${numberText(upper)}]`;
}

/** As many digits as make a difference of a thousandth of a small ratio visible. */
export function numberText(ratio: number): string {
  return ratio < 10 ? ratio.toFixed(3) : ratio.toPrecision(4);
}

function closing({ notes, isInterrupted }: TimingReport, canvas: Canvas): string[] {
  const said = isInterrupted ? [...notes, 'Interrupted: these are the runs of the whole rounds until then.'] : notes;
  return renderNotes(
    said.map((text) => ({ kind: 'warning' as const, text })),
    { ...canvas, indent: 0 },
  );
}
