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

/** Where the tables of a list stand, one after the other, and the keys of each. */
export interface TablePlaces {
  readonly header: TextPlace;
  readonly keys: ReadonlyMap<string, TextPlace>;
}

/**
 * Where the tables `[[name]]` of a TOML document stand; none where the list is written in another way. The header of a table
 * within one, `[name.key]`, stands for its key.
 * @param text a document that parses.
 */
export function tablePlacesIn(text: string, name: string, parse: (text: string) => object): readonly TablePlaces[] {
  const tables: { header: TextPlace; keys: Map<string, TextPlace> }[] = [];
  // Where the keys that follow belong; null: in another table.
  let open: Map<string, TextPlace> | null = null;
  for (const { text: statement, line } of statementsOf(text)) {
    const place = { line, column: statement.search(/\S/) + 1 };
    const header = headerOf(statement);
    if (header === null) {
      if (open !== null) setAll(open, Object.keys(parse(statement)), place);
      continue;
    }
    open = header.isOfList && header.path === name ? new Map() : null;
    if (open !== null) tables.push({ header: place, keys: open });
    const within = keyWithin(header.path, name);
    if (within !== null) tables.at(-1)?.keys.set(within, place);
  }
  return tables;
}

function setAll(places: Map<string, TextPlace>, keys: readonly string[], place: TextPlace): void {
  for (const key of keys) places.set(key, place);
}

function keyWithin(path: string, name: string): string | null {
  return path.startsWith(`${name}.`) ? path.slice(name.length + 1).split('.')[0]! : null;
}

function headerOf(statement: string): { readonly isOfList: boolean; readonly path: string } | null {
  const [, brackets, path] = /^\s*(\[\[?)\s*([^\]]+?)\s*\]/.exec(statement) ?? [];
  return brackets === undefined || path === undefined ? null : { isOfList: brackets === '[[', path };
}
