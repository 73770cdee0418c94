import { inertJson } from '../output/escaped.ts';

/**
 * JSON with two spaces of indentation and a newline at the end, in which equal reports are equal texts: the keys of the
 * report come in the order given, then all others, and those of everything inside it in alphabetical order. Numbers that
 * JSON cannot write (NaN and the infinities) become null; a list of numbers is one line. What steers terminals or CI systems
 * is written by its number.
 */
export function stableJson(report: object, topLevel: readonly string[]): string {
  return [...stableJsonPieces(report, topLevel)].join('');
}

/** A part of a report that is written as it is: JSON, on one line. */
export class Verbatim {
  readonly json: string;

  constructor(json: string) {
    this.json = json;
  }
}

/**
 * The same, piece by piece: the report of thousands of tests need not be one text, which would take as much memory as
 * the report itself and has a limit of half a gigabyte in V8. A piece is an element of one of the report's own lists, or
 * one of its other fields.
 *
 * @param prepare what to write in place of each of those elements.
 */
export function* stableJsonPieces(
  report: object,
  topLevel: readonly string[],
  prepare: (element: unknown) => unknown = (element) => element,
): Generator<string, void> {
  const keys = Object.keys(report).sort(inOrder(topLevel));
  const fields = keys.map((key) => [key, (report as Record<string, unknown>)[key]] as const);
  let before = '{\n';
  for (const [key, value] of fields) {
    if (isLeftOut(value)) continue;
    const head = `${before}  ${quoted(key)}: `;
    before = ',\n';
    if (Array.isArray(value) && value.length > 0 && !isNumbers(value)) yield* listOf(value, head, prepare);
    else yield head + render(value, '  ');
  }
  yield before === '{\n' ? '{}\n' : '\n}\n';
}

function* listOf(
  elements: readonly unknown[],
  head: string,
  prepare: (element: unknown) => unknown,
): Generator<string, void> {
  let before = `${head}[\n`;
  for (const element of elements) {
    yield before + stableJsonElement(prepare(element));
    before = ',\n';
  }
  yield '\n  ]';
}

/** An element of one of a report's own lists, at its place: the line end and the comma are the caller's. */
export function stableJsonElement(element: unknown): string {
  return `    ${render(element, '    ')}`;
}

function render(value: unknown, indent: string): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  if (typeof value !== 'object' || value === null) return inertJson(JSON.stringify(value) ?? 'null');
  if (value instanceof Verbatim) return value.json;
  if (!Array.isArray(value)) return renderObject(value, indent);
  return isNumbers(value) ? JSON.stringify(value) : renderList(value, indent);
}

function renderList(elements: readonly unknown[], indent: string): string {
  const inner = `${indent}  `;
  return `[\n${elements.map((element) => inner + render(element, inner)).join(',\n')}\n${indent}]`;
}

// A loop over keys and no list of fields, because a large report has millions of them.
function renderObject(value: object, indent: string): string {
  const inner = `${indent}  `;
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const field = (value as Record<string, unknown>)[key];
    if (isLeftOut(field)) continue;
    text += `${text === '' ? '{' : ','}\n${inner}${quoted(key)}: ${render(field, inner)}`;
  }
  return text === '' ? '{}' : `${text}\n${indent}}`;
}

// A report has few different keys, each of them very often.
const quotedKeys = new Map<string, string>();

function quoted(key: string): string {
  const known = quotedKeys.get(key);
  if (known !== undefined) return known;
  const text = inertJson(JSON.stringify(key));
  if (quotedKeys.size < 1000) quotedKeys.set(key, text);
  return text;
}

// Of an empty list as well.
function isNumbers(values: readonly unknown[]): boolean {
  for (const value of values) if (typeof value !== 'number') return false;
  return true;
}

// What JSON cannot write is left out, as JSON.stringify does.
function isLeftOut(value: unknown): boolean {
  return value === undefined || typeof value === 'function' || typeof value === 'symbol';
}

// By code unit, not by locale: the same everywhere.
function inOrder(topLevel: readonly string[]): (a: string, b: string) => number {
  const rank = (key: string): number => {
    const at = topLevel.indexOf(key);
    return at === -1 ? topLevel.length : at;
  };
  return (a, b) => rank(a) - rank(b) || (a < b ? -1 : Number(a > b));
}
