/** A line that JSON may begin with; `[info] …` of a log is none. */
const BEGINNING_OF_JSON = /^(?:\{[ \t]*(?:\r?$|"|\})|\[[ \t]*(?:\r?$|[[{"\d-]))/m;
/** Places where JSON may begin that are tried. */
const MOST_TRIED = 20;

/** Whether behind the first lines of a text something may be JSON. */
export function mayHoldJson(beginning: string): boolean {
  return BEGINNING_OF_JSON.test(beginning);
}

/**
 * The JSON that stands behind what a package manager or a logger has printed, and before what they print at the end.
 * @returns null where there is none, or more than one: then it is not known which is meant, or it is a format of lines.
 */
export function jsonBehindLines(text: string): string | null {
  let from = 0;
  for (let tried = 0; tried < MOST_TRIED; tried++) {
    const found = BEGINNING_OF_JSON.exec(text.slice(from));
    if (found === null) return null;
    const start = from + found.index;
    const end = endOf(text, start);
    if (end !== null && isWhole(text, end) && isJson(text.slice(start, end))) {
      return mayHoldJson(text.slice(end)) ? null : text.slice(start, end);
    }
    const next = text.indexOf('\n', start);
    if (next === -1) return null;
    from = next + 1;
  }
  return null;
}

// Nothing but space stands behind it on its last line.
function isWhole(text: string, end: number): boolean {
  return /^[ \t\r]*(?:\n|$)/.test(text.slice(end, end + 1000));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Where the brackets close that open here; null where they do not. */
function endOf(text: string, start: number): number | null {
  let depth = 0;
  const next = /["[\]{}]/g;
  next.lastIndex = start;
  for (let found = next.exec(text); found !== null; found = next.exec(text)) {
    if (found[0] === '"') {
      const close = endOfText(text, found.index);
      if (close === null) return null;
      next.lastIndex = close + 1;
    } else if (found[0] === '[' || found[0] === '{') depth++;
    else if (--depth === 0) return found.index + 1;
  }
  return null;
}

function endOfText(text: string, start: number): number | null {
  for (let end = start + 1; end < text.length; end++) {
    if (text[end] === '\\') end++;
    else if (text[end] === '"') return end;
  }
  return null;
}
