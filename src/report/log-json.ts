import { inspect } from 'node:util';

// Lossless: JSON writes any character by its number. A log is also read on terminals, which take some of these for
// commands, and by readers that take some for line ends.
const UNSAFE = /[\u007f-\u009f\u2028\u2029]/g;

/**
 * Anything as JSON on one line. A logger is given what others have at hand and must not fail on it: a field that JSON
 * cannot write (a bigint, a circle) becomes the text that Node would show.
 */
export function logJson(value: unknown): string {
  return json(value).replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
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
