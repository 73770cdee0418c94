/** A place in a text, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * Where the top-level keys of a TOML document stand, the header of a table standing for its key.
 *
 * A parser of TOML keeps no places. But the lines up to the end of a key's value are a document of their own that has
 * the key, and those before it are one that has not; so the key stands on the line after the latter.
 *
 * @param text a document that parses.
 * @param parse the parser; throws for what is no document.
 */
export function placesOf(text: string, parse: (text: string) => object): ReadonlyMap<string, Place> {
  const lines = text.split('\n');
  const wanted = Object.keys(parse(text)).length;
  const places = new Map<string, Place>();
  let start = 0;
  for (let end = 1; end <= lines.length && places.size < wanted; end++) {
    const document = parsed(lines.slice(0, end).join('\n'), parse);
    if (document === null) continue;
    const column = lines[start]!.search(/\S/) + 1;
    for (const key of Object.keys(document)) if (!places.has(key)) places.set(key, { line: start + 1, column });
    start = end;
  }
  return places;
}

function parsed(text: string, parse: (text: string) => object): object | null {
  try {
    return parse(text);
  } catch {
    return null;
  }
}
