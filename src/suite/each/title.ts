import { format, inspect } from 'node:util';

const PLACEHOLDER = /%([sdifjoOp#$%])|\$([A-Za-z_]\w*(?:\.\w+)*)/g;

/**
 * The name of a row's test: `%s`, `%d`, `%i`, `%f`, `%j`, `%o` and `%p` stand for the values of the row in turn, `%#` and
 * `%$` for its number from 0 or from 1 on, `%%` for a percent sign, and `$key` or `$key.inner` for a property of it. What
 * has no value stays as it is. The same row has the same name on every version of Node, because baselines are kept by it.
 */
export function titleOf(template: string, row: unknown, index: number): string {
  const values = Array.isArray(row) ? [...row] : [row];
  const [first] = values;
  return template.replace(PLACEHOLDER, (placeholder, letter: string | undefined, path: string | undefined) => {
    if (path !== undefined) return propertyOf(first, path.split('.')) ?? placeholder;
    if (letter === '%') return '%';
    if (letter === '#') return String(index);
    if (letter === '$') return String(index + 1);
    return values.length === 0 ? placeholder : valueAs(letter!, values.shift());
  });
}

function valueAs(letter: string, value: unknown): string {
  switch (letter) {
    case 'd':
    case 'i':
    case 'f':
    case 'j':
      return format(`%${letter}`, value);
    case 's':
      return textOf(value);
    default:
      return inspected(value);
  }
}

/** Null where the row has no such property. */
function propertyOf(row: unknown, path: readonly string[]): string | null {
  let value = row;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !(key in value)) return null;
    value = (value as Record<string, unknown>)[key];
  }
  return textOf(value);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  // Its source would be a name that changes with the code.
  if (typeof value === 'function') return value.name || 'anonymous';
  return inspected(value);
}

function inspected(value: unknown): string {
  return inspect(value, { depth: 4, breakLength: Number.POSITIVE_INFINITY, compact: true, sorted: true });
}
