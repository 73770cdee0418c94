/** What a file of YAML holds, as far as lockfiles go: mappings, and scalars as they are written, without quotes. */
export type Yaml = string | { readonly [key: string]: Yaml };

interface Line {
  readonly indent: number;
  readonly text: string;
}

const KEY = /^("(?:\\.|[^"\\])*"|'(?:''|[^'])*'|[^\s"'#{[&*!|>%@`,-].*?|-\S.*?)\s*:(?:\s+(.*))?$/;
const BLOCK = /^[|>][-+]?$/;

/**
 * Reads the YAML that package managers write: block mappings, and scalars, lists and mappings of one line, which stay text.
 * @throws for anything else, so that nothing is misunderstood.
 */
export function readYaml(text: string): { readonly [key: string]: Yaml } {
  const lines = text
    .split(/\r?\n/)
    .map((line) => ({ indent: line.length - line.trimStart().length, text: line.trim() }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'));
  const reader = { lines, at: 0 };
  const value = readMapping(reader, 0);
  if (reader.at < lines.length) throw misunderstood(lines[reader.at]!);
  return value;
}

interface Reader {
  readonly lines: readonly Line[];
  at: number;
}

function readMapping(reader: Reader, indent: number): { readonly [key: string]: Yaml } {
  const mapping: Record<string, Yaml> = {};
  for (let line = reader.lines[reader.at]; line?.indent === indent; line = reader.lines[reader.at]) {
    const [key, rest] = readKey(reader, line);
    mapping[key] = readValue(reader, indent, rest);
  }
  return mapping;
}

// A long key stands on a line of its own, and its value after a colon on the next one.
function readKey(reader: Reader, line: Line): readonly [key: string, rest: string] {
  reader.at++;
  if (line.text.startsWith('? ')) {
    const after = reader.lines[reader.at++];
    if (after?.indent !== line.indent || !/^:(?:\s|$)/.test(after.text)) throw misunderstood(line);
    return [unquoted(line.text.slice(2)), after.text.slice(1).trim()];
  }
  const [, key, rest = ''] = KEY.exec(line.text) ?? [];
  if (key === undefined) throw misunderstood(line);
  return [unquoted(key), rest];
}

function readValue(reader: Reader, indent: number, rest: string): Yaml {
  const next = reader.lines[reader.at];
  const isDeeper = next !== undefined && next.indent > indent;
  if (BLOCK.test(rest)) return textBelow(reader, (line) => line.indent > indent);
  if (rest !== '') {
    if (isDeeper || /^[&*!]/.test(rest)) throw misunderstood(next ?? { indent, text: rest });
    return unquoted(rest);
  }
  // A list may stand as deep as what it belongs to.
  if (next?.text.startsWith('- ') && next.indent >= indent)
    return textBelow(reader, (line) => line.indent > indent || (line.indent === indent && line.text.startsWith('- ')));
  return isDeeper ? readMapping(reader, next.indent) : '';
}

function textBelow(reader: Reader, isPart: (line: Line) => boolean): string {
  const start = reader.at;
  while (reader.at < reader.lines.length && isPart(reader.lines[reader.at]!)) reader.at++;
  return reader.lines
    .slice(start, reader.at)
    .map((line) => line.text)
    .join('\n');
}

function unquoted(text: string): string {
  if (text.startsWith('"')) return String(JSON.parse(text));
  return text.startsWith("'") ? text.slice(1, -1).replaceAll("''", "'") : text;
}

function misunderstood({ text }: Line): Error {
  return new Error(`This is not as package managers write it: ${text}`);
}
