import { inspect } from 'node:util';
import { inertJson } from '../output/escaped.ts';

/**
 * Anything as JSON on one line. A logger is given what others have at hand and must not fail on it: a field that JSON
 * cannot write (a bigint, a circle) becomes the text that Node would show. A log is also read on terminals, so nothing in it
 * steers one.
 */
export function logJson(value: unknown): string {
  return inertJson(json(value));
}

function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? shown(value);
  } catch {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return shown(value);
    return `{${Object.entries(value).map(writtenField).join(',')}}`;
  }
}

// Field by field, so that one that cannot be written does not take the others with it.
function writtenField([key, field]: readonly [string, unknown]): string {
  try {
    return `${JSON.stringify(key)}:${JSON.stringify(field) ?? shown(field)}`;
  } catch {
    return `${JSON.stringify(key)}:${shown(field)}`;
  }
}

function shown(value: unknown): string {
  return JSON.stringify(inspect(value, { breakLength: Number.POSITIVE_INFINITY }));
}
