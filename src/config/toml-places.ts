/** A place in a text, counted from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/**
 * Where the top-level keys of a TOML document stand, the header of a table standing for its key.
 *
 * A parser of TOML keeps no places. But the lines of a statement are a document of their own, which has its key and no
 * other.
 *
 * @param text a document that parses.
 * @param parse the parser; throws for what is no document.
 */
export function keyPlacesIn(text: string, parse: (text: string) => object): ReadonlyMap<string, TextPlace> {
  const places = new Map<string, TextPlace>();
  let isInTable = false;
  for (const { text: statement, line } of statementsOf(text)) {
    const isHeader = /^\s*\[/.test(statement);
    isInTable ||= isHeader;
    if (isInTable && !isHeader) continue;
    const column = statement.search(/\S/) + 1;
    for (const key of Object.keys(parse(statement))) if (!places.has(key)) places.set(key, { line, column });
  }
  return places;
}

interface Statement {
  readonly text: string;
  /** Its first one, counted from 1. */
  readonly line: number;
}

// What may stand over several lines, comments, and what opens and closes a list; texts first, as all else may stand in them.
const TOKENS =
  /"""(?:\\[\s\S]|(?!""")[^\\])*"{3,5}|'''(?:(?!''')[\s\S])*'{3,5}|"(?:\\.|[^"\\])*"|'[^']*'|#.*|[[\]{}\n]/g;

/** What a document says, one by one: a line, or several where a list or a text goes on over them. Comments are left out. */
function* statementsOf(text: string): Generator<Statement, void> {
  let depth = 0;
  let start = 0;
  let line = 1;
  for (const { 0: token, index } of `${text}\n`.matchAll(TOKENS)) {
    if (token === '[' || token === '{') depth++;
    if (token === ']' || token === '}') depth--;
    if (token !== '\n' || depth > 0) continue;
    const statement = text.slice(start, index);
    if (/^\s*[^\s#]/.test(statement)) yield { text: statement, line };
    start = index + 1;
    line += statement.split('\n').length;
  }
}
