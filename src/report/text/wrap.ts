import { displayWidth, graphemes, graphemeWidth } from './width.ts';

/** How far lines step in that go on with what the first one began. */
export const HANG = 2;

/**
 * The lines of a text, none wider than `width` columns: broken at its line feeds and between words, inside a word only
 * where the word alone is too wide. A character wider than `width` gets a line to itself.
 *
 * @param hang spaces before every line but the first: what somebody else wrote then begins no line of its own
 */
export function wrap(text: string, width: number, hang = 0): string[] {
  const indent = ' '.repeat(hang);
  const lines = text.split('\n').flatMap((line, at) => wrapLine(line, at === 0 ? width : width - hang, width - hang));
  return lines.map((line, at) => (at === 0 || line === '' ? line : indent + line));
}

function wrapLine(line: string, first: number, width: number): string[] {
  if (displayWidth(line) <= first) return [line];
  const lines: string[] = [];
  let current = '';
  let room = first;
  for (const word of line.trim().split(/ +/)) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (displayWidth(longer) <= room) {
      current = longer;
      continue;
    }
    if (current !== '') {
      lines.push(current);
      room = width;
    }
    const pieces = breakWord(word, room, width);
    current = pieces.pop() ?? '';
    for (const piece of pieces) lines.push(piece);
    if (pieces.length > 0) room = width;
  }
  lines.push(current);
  return lines;
}

function breakWord(word: string, first: number, width: number): string[] {
  const pieces: string[] = [];
  let room = first;
  let piece = '';
  let taken = 0;
  for (const grapheme of graphemes(word)) {
    const columns = graphemeWidth(grapheme);
    if (taken + columns > room && piece !== '') {
      pieces.push(piece);
      room = width;
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
