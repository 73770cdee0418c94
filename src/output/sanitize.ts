import { breakCiCommands, breakInlineCommands } from './ci-commands.ts';
import { makeVisible } from './visible.ts';

const ESCAPE = String.fromCharCode(27);
// What the renderers paint with: bold, dim, six colors, and the end of each. No other sequence is ever let through, nor
// these where nothing is to be painted.
const PAINT = new RegExp(`(${ESCAPE}\\[(?:1|2|22|3[1-6]|39)m)`);
// What Node draws with: these, italic, underlined and all colors of letters. Nothing that hides them.
const PAINT_OF_NODE = new RegExp(`(${ESCAPE}\\[(?:[0-4]|2[2-4]|3[0-79]|9[0-7])m)`);
/** What progress begins a line with that it draws anew. */
export const CLEAR_LINE = `\r${ESCAPE}[K`;

/**
 * The last thing that happens to a text before it is written where people or CI systems read: whatever is in it, it steers
 * no terminal, hides nothing and commands no CI system. Line feeds and tabs stay.
 * @param isPainted whether the colors of the renderers stay as well.
 */
export function sanitized(text: string, { isPainted = false }: { readonly isPainted?: boolean } = {}): string {
  return sanitizedParts(isPainted ? text.split(PAINT) : [text]);
}

/** The same for what Node drew, which has colors of its own where there are any. */
export function sanitizedOfNode(text: string): string {
  return sanitizedParts(text.split(PAINT_OF_NODE));
}

function sanitizedParts(parts: readonly string[]): string {
  // Every other part is paint.
  const visible = parts.map((part, i) => (i % 2 === 1 ? part : visibleLines(part)));
  return breakCiCommands(visible.join(''));
}

function visibleLines(text: string): string {
  const lines = text.includes('\r') ? text.split('\r\n') : [text];
  return lines.map((line) => makeVisible(line, 'breaks')).join('\r\n');
}

/** A command to GitHub Actions that is meant as one, each on a line of its own; everything else is sanitized. */
export function sanitizedCommands(lines: string): string {
  return lines.replace(/^.*$/gm, (line) => {
    if (!/^::(?:error|warning) [^:]*::/.test(line)) return sanitized(line);
    return breakInlineCommands(makeVisible(line));
  });
}
