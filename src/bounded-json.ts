/** Deeper than anything that evenkeel writes; what is drawn or compared level by level must not end for want of a stack. */
const DEEPEST = 100;
/** Bytes that the values may take, by the estimate below; the text itself comes on top. */
const MOST_MEMORY = 380e6;
// Bytes of V8, measured (Node 20): an empty array or object takes up to 170, a member 150 where every object has other keys,
// an element of a list 20.
const CONTAINER = 200;
const MEMBER = 150;
const ELEMENT = 20;
const MOST_ELEMENTS = 1_000_000;
/** Other characters that `trim` takes for space are none in JSON. */
const NOT_SPACE = /[^ \t\n\r]/;

const CODE = {
  quote: 34,
  comma: 44,
  colon: 58,
  openList: 91,
  backslash: 92,
  closeList: 93,
  open: 123,
  close: 125,
} as const;

/**
 * Reads JSON that anybody may have written, within bounds that are looked at before anything of it is made: 90 MB of `[],`
 * would take 5 GB otherwise.
 * @throws {SyntaxError} where it is no JSON; {RangeError} where it is nested too deeply, or holds too much.
 */
export function parseWithin(text: string): unknown {
  const plain = withoutMark(text);
  measure(plain);
  return JSON.parse(plain);
}

/** JSON of which one list is not read yet. */
export interface UnreadList {
  /** All else; the list is empty in it. */
  readonly rest: unknown;
  /** The text of each element of the list; empty where there is no list of that name at the top. */
  readonly elements: readonly string[];
}

/**
 * Reads JSON but for one list at its top, so that its elements can be read one after the other: a long list need not fit into
 * memory, and what is wrong with it is noticed at its first element.
 * @throws as {@link parseWithin} does, for all but the elements; what is in those is not looked at.
 */
export function parseAround(text: string, list: string): UnreadList {
  const plain = withoutMark(text);
  const found = findList(plain, JSON.stringify(list));
  if (found === null) return { rest: parseWithin(plain), elements: [] };
  const { start, end, elements } = found;
  return { rest: parseWithin(plain.slice(0, start) + plain.slice(end)), elements };
}

// Editors and shells of Windows put a byte order mark before it.
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function measure(text: string): void {
  let memory = 0;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case CODE.quote: {
        const end = endOfText(text, i);
        memory += end - i;
        i = end;
        break;
      }
      case CODE.openList:
      case CODE.open:
        memory += CONTAINER;
        depth++;
        if (depth > DEEPEST) throw new RangeError(`it is nested more than ${DEEPEST} levels deep`);
        break;
      case CODE.closeList:
      case CODE.close:
        depth--;
        break;
      case CODE.colon:
        memory += MEMBER;
        break;
      case CODE.comma:
        memory += ELEMENT;
        break;
    }
    if (memory > MOST_MEMORY) throw new RangeError('it holds more values than are read at once');
  }
}

function findList(text: string, key: string) {
  let depth = 0;
  let isNamed = false;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case CODE.quote: {
        const end = endOfText(text, i);
        if (depth === 1) isNamed = text.slice(i, end + 1) === key;
        i = end;
        break;
      }
      case CODE.openList:
        if (depth === 1 && isNamed) return elementsFrom(text, i + 1);
        depth++;
        break;
      case CODE.open:
        depth++;
        break;
      case CODE.closeList:
      case CODE.close:
        depth--;
        break;
      case CODE.comma:
        isNamed = false;
        break;
    }
  }
  return null;
}

function elementsFrom(text: string, start: number) {
  const elements: string[] = [];
  let depth = 0;
  let begin = start;
  const add = (end: number) => {
    if (elements.length === MOST_ELEMENTS) throw new RangeError(`it has a list of more than ${MOST_ELEMENTS} elements`);
    elements.push(text.slice(begin, end));
    begin = end + 1;
  };
  for (let i = start; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case CODE.quote:
        i = endOfText(text, i);
        break;
      case CODE.openList:
      case CODE.open:
        depth++;
        break;
      case CODE.close:
        depth--;
        break;
      case CODE.closeList:
        if (depth === 0) {
          if (elements.length > 0 || NOT_SPACE.test(text.slice(begin, i))) add(i);
          return { start, end: i, elements };
        }
        depth--;
        break;
      case CODE.comma:
        if (depth === 0) add(i);
        break;
    }
  }
  throw new SyntaxError('Unexpected end of JSON input');
}

/** Where the text ends that begins with this quote. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === CODE.backslash) escapes++;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}
