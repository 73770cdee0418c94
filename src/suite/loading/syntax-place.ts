import { fileURLToPath } from 'node:url';

/** Where the syntax of a module is wrong. */
export interface SyntaxPlace {
  /** `/project/x.mjs:2:11`, counted from 1. */
  readonly where: string;
  /** The line of code. */
  readonly line: string;
  /** That line, with a mark below what is wrong. */
  readonly excerpt: string;
}

const PLACE = /^(.+):(\d+)\n(.*)\n([ \t]*)(\^+)[ \t]*$/m;

// Node prints it up to the first zero byte, with no mark below.
const WIDE = /^(.+):(\d+)\n(\uFFFD\uFFFD.*)$/m;

/**
 * The place in what Node says of a syntax error; null where it says none.
 * @param text the error's stack, or what Node printed of it.
 * @param message the error's own.
 */
export function placeIn(text: string, message: string): SyntaxPlace | null {
  const [, path = '', number, line = '', before = '', mark = '^'] = PLACE.exec(text) ?? WIDE.exec(text) ?? [];
  if (path === '' || !text.includes(message)) return null;
  const name = path.startsWith('file:') ? fileURLToPath(path) : path;
  return { where: `${name}:${number}:${before.length + 1}`, line, excerpt: `${line}\n${before}${mark}` };
}
