import { displayWidth, graphemes, graphemeWidth } from './width.ts';

/**
 * The lines of a text, none wider than `width` columns: broken at its line feeds and between words, inside a word only
 * where the word alone is too wide. A character wider than `width` gets a line to itself.
 */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, width));
}

function wrapLine(line: string, width: number): string[] {
  if (displayWidth(line) <= width) return [line];
  const lines: string[] = [];
  let current = '';
  for (const word of line.trim().split(/ +/)) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (displayWidth(longer) <= width) {
      current = longer;
      continue;
    }
    if (current !== '') lines.push(current);
    const pieces = breakWord(word, width);
    current = pieces.pop() ?? '';
    for (const piece of pieces) lines.push(piece);
  }
  lines.push(current);
  return lines;
}

function breakWord(word: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let taken = 0;
  for (const grapheme of graphemes(word)) {
    const columns = graphemeWidth(grapheme);
    if (taken + columns > width && piece !== '') {
      pieces.push(piece);
      piece = '';
      taken = 0;
    }
    piece += grapheme;
    taken += columns;
  }
  pieces.push(piece);
  return pieces;
}

/** A text of at most `width` columns: its middle gives way to `…`, because names differ at both ends. */
export function truncateMiddle(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width < 1) return '';
  const parts = graphemes(text);
  const tail = takeColumns(parts.toReversed(), Math.floor((width - 1) / 2)).reverse();
  const head = takeColumns(parts, width - 1 - tail.reduce((sum, part) => sum + graphemeWidth(part), 0));
  return `${head.join('')}…${tail.join('')}`;
}

function takeColumns(parts: readonly string[], width: number): string[] {
  let taken = 0;
  let count = 0;
  for (const part of parts) {
    taken += graphemeWidth(part);
    if (taken > width) break;
    count += 1;
  }
  return parts.slice(0, count);
}
