import type { Paint } from './paint.ts';

// East Asian wide and full-width ranges of Unicode 16 (EastAsianWidth.txt), less those that are emoji.
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u3247\u3250-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]/u;
const EMOJI = /\p{Emoji_Presentation}|.\ufe0f/su;
const INVISIBLE = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
// Characters of one column that stand alone, so that most texts need not be taken apart: ASCII, the Latin letters,
// punctuation, and the signs for numbers, less the invisible ones.
const NARROWS = String.raw`\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff`;
const NARROW = new RegExp(`^[${NARROWS}]*$`);
// These, and others that join nothing of the kind: Greek, Cyrillic, Hebrew and Arabic letters, kana, ideographs, syllables of
// Hangul, pictures of controls, most emoji.
const LONERS = String.raw`${NARROWS}\u0370-\u0482\u048a-\u052f\u05d0-\u05ea\u0620-\u064a\u2400-\u2426\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60\ufffd\u{1f300}-\u{1f3fa}\u{1f400}-\u{1f64f}\u{1f680}-\u{1f6c5}\u{1f900}-\u{1f9ff}`;
// Those between two of their kind; what is beside another may belong to it.
const AMONG_LONERS = new RegExp(`(?:^|(?<=[${LONERS}]))[${LONERS}]+(?=[${LONERS}]|$)`, 'gu');

let segmenter: Intl.Segmenter | undefined;

// V8 takes a microsecond for each character, and time with the square of a text's length (Node 20: 65 s for 100,000
// letters). So it is given what it is needed for, in pieces.
const PIECE = 200;

/** The characters of a text as a reader sees them (extended grapheme clusters, Unicode annex 29). */
export function graphemes(text: string): string[] {
  if (NARROW.test(text)) return [...text];
  const found: string[] = [];
  let start = 0;
  for (const { 0: loners, index } of text.matchAll(AMONG_LONERS)) {
    segment(text.slice(start, index), found);
    for (const character of loners) found.push(character);
    start = index + loners.length;
  }
  segment(text.slice(start), found);
  return found;
}

function segment(text: string, found: string[]): void {
  let size = PIECE;
  for (let start = 0; start < text.length; ) {
    const piece = segmentsOf(text.slice(start, start + size));
    // The last one of a piece may go on in the next.
    if (start + size < text.length) piece.pop();
    for (const grapheme of piece) {
      found.push(grapheme);
      start += grapheme.length;
    }
    size = piece.length === 0 ? 2 * size : PIECE;
  }
}

function segmentsOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Columns that a text without control characters takes on a terminal: two for wide characters and emoji. */
export function displayWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  return graphemes(text).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);
}

/** Columns of one grapheme cluster: 0, 1 or 2. */
export function graphemeWidth(grapheme: string): number {
  if (NARROW.test(grapheme)) return grapheme.length;
  if (WIDE.test(grapheme) || EMOJI.test(grapheme)) return 2;
  return INVISIBLE.test(grapheme) ? 0 : 1;
}

/** Which side the text of a column keeps to. */
export type Alignment = 'left' | 'right';

/** A painted text filled with spaces to `width` columns; not cut where it is wider. */
export function padPainted(text: string, width: number, alignment: Alignment, paint: Paint): string {
  const fill = ' '.repeat(Math.max(0, width - displayWidth(text)));
  const painted = text === '' ? '' : paint(text);
  return alignment === 'left' ? painted + fill : fill + painted;
}
