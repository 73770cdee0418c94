import { stripVTControlCharacters } from 'node:util';
import type { Source } from './source.ts';

/** Lines in which a format is looked for: what a build prints before its benchmarks is shorter. */
const MOST_LINES = 100_000;

/** Whether a line of a file is of the kind that tells its format. */
export function hasLine(source: Source, isOne: (line: string) => boolean): boolean {
  for (const { text, number } of source.lines()) {
    if (isOne(plainLine(text))) return true;
    if (number === MOST_LINES) break;
  }
  return false;
}

/** GitHub's logs begin every line with the time; sbt and others with a level. */
const PREFIX = /^(?:\d{4}-\d\d-\d\dT[\d:.]+Z )?(?:\[(?:info|warn|error|success)\] ?)?/;

/** A line of a harness without colours, without what a log has put before it, and as it was at last where it was overwritten. */
export function plainLine(text: string): string {
  const plain = text.includes('\u001B') ? stripVTControlCharacters(text) : text;
  const last = plain.lastIndexOf('\r');
  const line = last === -1 ? plain : plain.slice(last + 1);
  const first = line.charCodeAt(0);
  // A digit or a bracket: most lines have nothing before them.
  return (first >= 48 && first <= 57) || first === 91 ? line.replace(PREFIX, '') : line;
}

/**
 * The last words of a line, and what stands before them; null where a line has fewer, or nothing before them, not even space. A
 * pattern with several `\s+` would take the square of the time for a long row of spaces.
 */
export function lastWords(line: string, count: number): { before: string; words: readonly string[] } | null {
  const words: string[] = [];
  let before = line.trimEnd();
  while (words.length < count) {
    const start = startOfLastWord(before);
    if (start <= 0) return null;
    words.unshift(before.slice(start));
    before = before.slice(0, start).trimEnd();
  }
  return { before, words };
}

function startOfLastWord(text: string): number {
  let start = text.length;
  while (start > 0 && text.charAt(start - 1).trim() !== '') start--;
  return start;
}

/** The words of a line, as `line.trim().split(/\s+/)` has them, without a pattern: a large file has millions of lines. */
export function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  let start = -1;
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    // Spaces beyond ASCII are left to the pattern that knows them.
    if (code > 127) return line.trim().split(/\s+/);
    const isSpace = code === 32 || (code >= 9 && code <= 13);
    if (isSpace && start !== -1) {
      words.push(line.slice(start, i));
      start = -1;
    } else if (!isSpace && start === -1) start = i;
  }
  if (start !== -1) words.push(line.slice(start));
  return words.length === 0 ? [''] : words;
}

const PLAIN = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i;
const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/** A decimal number as programs write it; NaN where it is something else. */
export function decimal(text: string): number {
  return PLAIN.test(text) ? Number(text) : Number.NaN;
}

/** The same with commas between thousands, for harnesses that write these in every locale. */
export function grouped(text: string): number {
  return GROUPED.test(text) ? Number(text.replaceAll(',', '')) : decimal(text);
}
