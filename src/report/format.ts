import type { Change } from '../model/verdict.ts';
import { dateOf } from '../real-time.ts';
import { neutralizeName } from './text/neutralize.ts';

const MINUS = '\u2212';

const UNITS = [
  { name: 'ns', seconds: 1e-9, limit: 1000 },
  { name: 'µs', seconds: 1e-6, limit: 1000 },
  { name: 'ms', seconds: 1e-3, limit: 1000 },
  { name: 's', seconds: 1, limit: 60 },
] as const;
const MINUTE = { name: 'min', seconds: 60 } as const;

/**
 * A duration for people: three significant digits in the unit that suits it, `12.3 µs`; below a nanosecond two decimals.
 * What would round to a whole next unit is said in that unit: `1.00 µs`, never `1000 ns`.
 *
 * @param seconds may be negative, zero or not finite (`∞`, and `n/a` for NaN)
 */
export function formatDuration(seconds: number): string {
  if (Number.isNaN(seconds)) return 'n/a';
  if (seconds === 0) return '0 ns';
  const sign = seconds < 0 ? MINUS : '';
  const size = Math.abs(seconds);
  if (size === Number.POSITIVE_INFINITY) return `${sign}∞`;
  const unit = UNITS.find(({ seconds: one, limit }) => Number(threeDigits(size / one)) < limit) ?? MINUTE;
  const digits = threeDigits(size / unit.seconds);
  return Number(digits) === 0 ? '~0 ns' : `${sign}${groupThousands(digits)} ${unit.name}`;
}

function threeDigits(value: number): string {
  if (value < 1) return value.toFixed(2);
  return value < 999.5 ? value.toPrecision(3) : String(Math.round(value));
}

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;
const THOUSANDS = ['', 'k', 'M', 'G', 'T'] as const;

/**
 * A figure of a metric for people, in three significant digits: `12.3 µs`, `1.21 MB` (decimal), `45.6 k/s`, `1,234 rows`.
 *
 * @param unit of the metric; `seconds`, `bytes`, `per second` and `bytes per second` are scaled, a word of its own is not
 */
export function formatFigure(value: number, unit: string): string {
  switch (unit) {
    case 'seconds':
      return formatDuration(value);
    case 'bytes':
      return scaled(value, SIZES, ' ');
    case 'bytes per second':
      return `${scaled(value, SIZES, ' ')}/s`;
    case 'per second':
      return `${scaled(value, THOUSANDS, ' ').trimEnd()}/s`;
    default:
      return unit === '' ? plainNumber(value) : `${plainNumber(value)} ${neutralizeName(unit)}`;
  }
}

function scaled(value: number, names: readonly string[], gap: string): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'n/a' : `${value < 0 ? MINUS : ''}∞`;
  const sign = value < 0 ? MINUS : '';
  let size = Math.abs(value);
  let at = 0;
  while (Number(threeDigits(size)) >= 1000 && at < names.length - 1) {
    size /= 1000;
    at++;
  }
  const digits = at === 0 && Number.isInteger(size) ? String(size) : threeDigits(size);
  return `${sign}${groupThousands(digits)}${gap}${names[at]}`;
}

function plainNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'n/a' : `${value < 0 ? MINUS : ''}∞`;
  const size = Math.abs(value);
  const sign = value < 0 ? MINUS : '';
  if (size >= 1e15 || (size > 0 && size < 1e-3)) return `${sign}${size.toExponential(2)}`;
  return `${sign}${groupThousands(Number.isInteger(size) ? String(size) : threeDigits(size))}`;
}

/**
 * How long something took or will take, for people: `23.1 s`, `4 min 5 s`, `2 h 3 min`.
 *
 * @param seconds zero or more
 */
export function formatElapsed(seconds: number): string {
  const whole = Math.round(seconds);
  if (!(whole >= 60) || whole === Number.POSITIVE_INFINITY) return formatDuration(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${groupThousands(String(Math.floor(minutes / 60)))} h ${minutes % 60} min`;
}

/**
 * How long something will still take, in whole seconds because it is a guess: `12 s`, `4 min 5 s`.
 *
 * @param seconds zero or more
 */
export function formatTimeLeft(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : formatElapsed(whole);
}

/** How a number of percent is written. */
export interface PercentOptions {
  /** Whether a positive number gets a plus; false unless said. */
  readonly sign?: boolean;
}

/**
 * Percent for people: `5.1 %`, from 100 on without decimals: `132 %`. What rounds to zero has no sign.
 *
 * @param percent may be negative or not finite (`∞ %`, and `n/a` for NaN)
 */
export function formatPercent(percent: number, options: PercentOptions = {}): string {
  if (Number.isNaN(percent)) return 'n/a';
  return `${formatTenths(percent, options.sign ?? false)} %`;
}

/** The change alone, in percent with its sign: `+5.1 %`. */
export function formatChangePercent(change: Change): string {
  return formatPercent(change.percent, { sign: true });
}

/** The interval of a change in percent, without the unit: `[+3.9, +6.2]`. */
export function formatInterval(interval: readonly [number, number]): string {
  return `[${interval.map((end) => formatTenths(end, true)).join(', ')}]`;
}

/** A change with its interval: `+5.1 % [+3.9, +6.2]`; both are in percent. */
export function formatChange(change: Change): string {
  return `${formatChangePercent(change)} ${formatInterval(change.interval)}`;
}

function formatTenths(value: number, signed: boolean): string {
  if (Number.isNaN(value)) return 'n/a';
  const size = Math.abs(value);
  const digits = size === Number.POSITIVE_INFINITY ? '∞' : digitsOf(size);
  if (Number(digits) === 0) return digits;
  const plus = signed ? '+' : '';
  return `${value < 0 ? MINUS : plus}${groupThousands(digits)}`;
}

// Beyond a billion the digits of a percentage say nothing, and there may be three hundred of them.
function digitsOf(size: number): string {
  if (size >= 1e9) return size.toExponential(1);
  return size.toFixed(size < 99.95 ? 1 : 0);
}

/** A whole number with its thousands set apart: `12,345`. */
export function formatCount(count: number): string {
  return groupThousands(String(count));
}

/**
 * A count and what was counted, in the singular or the plural: `1 run`, `12 runs`.
 *
 * @param plural where it is more than the singular with an s
 */
export function formatCounted(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

function groupThousands(digits: string): string {
  return digits.replace(/^\d+/, (whole) => whole.replace(/\B(?=(?:\d{3})+$)/g, ','));
}

/**
 * A moment for people, in UTC to the minute: `2026-11-23 04:46`. What is not a date is shown as what it is.
 *
 * @param iso ISO 8601
 */
export function formatMoment(iso: string): string {
  const moment = dateOf(iso);
  if (Number.isNaN(moment.getTime())) return neutralizeName(iso);
  return moment
    .toISOString()
    .replace('T', ' ')
    .replace(/:\d\d\.\d{3}Z$/, '');
}

/** The first seven digits of a commit's hash. */
export function formatCommit(commit: string): string {
  return neutralizeName(commit.slice(0, 7));
}
