import { COMMIT_HASH } from '../model/bounds.ts';
import { isoTime as isoOf, parseTime } from '../real-time.ts';

/** What a file says of a machine, in one line; null where it says nothing. */
export function machineLine(parts: readonly (string | null | undefined)[]): string | null {
  const said = parts.map((part) => part?.trim() ?? '').filter((part) => part !== '');
  return said.length === 0 ? null : [...new Set(said)].join(', ');
}

/** What has run benchmarks, with its version; null where a file says neither. */
export function versionLine(name: unknown, version: unknown): string | null {
  const said = [name, version]
    .map((each) => (typeof each === 'string' ? each.trim() : ''))
    .filter((each) => each !== '');
  return said.length === 0 ? null : said.join(' ');
}

/** A commit's hash; null for what harnesses write where they do not know it. */
export function commitOf(hash: unknown): string | null {
  return typeof hash === 'string' && COMMIT_HASH.test(hash) ? hash : null;
}

/**
 * A time in ISO 8601. Where a file does not say which zone a time is of, it is taken for UTC, so that it means the same on every
 * machine.
 * @param value text, or milliseconds since 1970.
 * @returns null where it is none.
 */
export function isoTime(value: unknown): string | null {
  const time = typeof value === 'string' ? timeOfText(value.trim()) : value;
  if (typeof time !== 'number' || !Number.isFinite(time) || Math.abs(time) > 8.64e15) return null;
  return isoOf(time);
}

// `2024-01-31 5:04:03.123456 +0100`, with dots, hyphens or slashes; the year comes first, because `01/02` is two days.
const WRITTEN =
  /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;

function timeOfText(text: string): number | null {
  const parts = WRITTEN.exec(text);
  if (parts === null) return hasNameAndYear(text) ? parseTime(text) : null;
  const [, year, , month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone] = parts;
  const two = (part: string | undefined) => part!.padStart(2, '0');
  const time = parseTime(`${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}Z`);
  return Number.isFinite(time) ? time + Math.trunc(Number(`0.${fraction}`) * 1000) - offsetOf(zone) : null;
}

// `31 Jan 2024`: one pattern for both would look for the year from each of the letters.
function hasNameAndYear(text: string): boolean {
  const name = text.search(/[a-z]{3}/i);
  return name !== -1 && /\d{4}/.test(text.slice(name));
}

function offsetOf(zone = 'Z'): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (parts === null) return 0;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  return (parts[1] === '-' ? -minutes : minutes) * 60_000;
}
