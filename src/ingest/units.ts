import { type Better, type Metric, THROUGHPUT, TIME } from '../model/metric.ts';

/** What a unit of a harness is in base units. */
export interface BaseUnit {
  /** `seconds`, `bytes`, `per second`, `bytes per second`; or the word itself where it is none of these. */
  readonly unit: string;
  /** The harness's figure times this is in `unit`. */
  readonly factor: number;
  /** Which change is a good one, as far as the unit tells. */
  readonly better: Better;
}

const SECONDS: Readonly<Record<string, number>> = {
  ps: 1e-12,
  ns: 1e-9,
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  min: 60,
  h: 3600,
};

const SECONDS_BY_NAME: Readonly<Record<string, string>> = {
  picosecond: 'ps',
  nanosecond: 'ns',
  microsecond: 'us',
  millisecond: 'ms',
  second: 's',
  sec: 's',
  nsec: 'ns',
  usec: 'us',
  msec: 'ms',
  minute: 'min',
  hour: 'h',
};

// Decimal by definition (SI); `Ki` and the like are binary (IEC 80000-13). `KB` is decimal in Go's MB/s and in most harnesses; a
// reader of a harness that means 1,024 by it says so itself.
const BYTES: Readonly<Record<string, number>> = {
  B: 1,
  byte: 1,
  bytes: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

const BYTES_BY_NAME: Readonly<Record<string, string>> = {
  kilobyte: 'kB',
  megabyte: 'MB',
  gigabyte: 'GB',
  terabyte: 'TB',
  kibibyte: 'KiB',
  mebibyte: 'MiB',
  gibibyte: 'GiB',
  tebibyte: 'TiB',
};

/** Signs of one meaning: the micro sign, the Greek letter, and an encoding's wreck of either. */
const MICRO = /^(?:µ|μ|Âµ|Î¼)/u;

/**
 * What a unit is in base units: `ns/op`, `µs/iter`, `MB/s`, `ops/sec`, `B/op`, `KiB`.
 * @returns the unit itself with a factor of 1 where it is none of time, bytes or rates.
 */
export function baseUnitOf(text: string): BaseUnit {
  const unit = text.trim();
  return (
    timeUnit(unit) ??
    byteUnit(unit) ??
    rateUnit(unit) ?? { unit, factor: 1, better: /\/s(?:ec)?$/.test(unit) ? 'higher' : 'lower' }
  );
}

/** Seconds in a unit of time; null where it is none. */
export function secondsIn(text: string): number | null {
  const unit = text.trim().replace(MICRO, 'u');
  if (Object.hasOwn(SECONDS, unit)) return SECONDS[unit]!;
  const name = unit.toLowerCase().replace(/s$/, '');
  return Object.hasOwn(SECONDS_BY_NAME, name) ? SECONDS[SECONDS_BY_NAME[name]!]! : null;
}

/** Bytes in a unit of size; null where it is none. */
export function bytesIn(text: string): number | null {
  const unit = text.trim();
  if (Object.hasOwn(BYTES, unit)) return BYTES[unit]!;
  const name = unit.toLowerCase().replace(/s$/, '');
  return Object.hasOwn(BYTES_BY_NAME, name) ? BYTES[BYTES_BY_NAME[name]!]! : null;
}

// What a figure is of: it makes no difference to what it counts.
const PER_CALL = /\/(?:op|iter|iteration|call|invocation|it)s?$/i;

function timeUnit(unit: string): BaseUnit | null {
  const seconds = secondsIn(unit.replace(PER_CALL, ''));
  return seconds === null ? null : { unit: 'seconds', factor: seconds, better: 'lower' };
}

function byteUnit(unit: string): BaseUnit | null {
  const bytes = bytesIn(unit.replace(PER_CALL, ''));
  return bytes === null ? null : { unit: 'bytes', factor: bytes, better: 'lower' };
}

function rateUnit(unit: string): BaseUnit | null {
  const [what, per, ...rest] = unit.split('/');
  if (what === undefined || per === undefined || rest.length > 0) return null;
  const seconds = secondsIn(per);
  if (seconds === null) return null;
  const bytes = bytesIn(what);
  if (bytes !== null) return { unit: 'bytes per second', factor: bytes / seconds, better: 'higher' };
  if (!/^(?:ops?|iter(?:ation)?s?|calls?|req(?:uest)?s?|hz|1)?$/i.test(what)) return null;
  return { unit: 'per second', factor: 1 / seconds, better: 'higher' };
}

/** The metric that a figure of one unit is about, where the harness gives it no name of its own. */
export function metricOfUnit({ unit, better }: BaseUnit): Metric {
  switch (unit) {
    case 'seconds':
      return TIME;
    case 'per second':
    case 'bytes per second':
      return { ...THROUGHPUT, unit };
    default:
      return { name: unit === '' ? 'value' : unit, unit, better, scatter: 'sampled' };
  }
}

/** A figure in base units. Dividing by a whole number is exact to the last digit, as multiplying by a fraction is not. */
export function inBaseUnits(figure: number, factor: number): number {
  return factor < 1 ? figure / Math.round(1 / factor) : figure * factor;
}
