import { fileURLToPath } from 'node:url';
import { startTimer } from '../../real-time.ts';

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

// What Node marks of an error that was thrown again and that no wrong syntax of a file made: JSON, a regular expression.
const THROWN_AGAIN = /^\s*throw withoutPlace;$/;

/** Ends the process with an error that was caught: Node tells the place only of those that nobody caught. */
export function endWith(withoutPlace: unknown): void {
  startTimer(() => {
    throw withoutPlace;
  }, 0);
}

/**
 * The place in what Node says of a syntax error; null where it says none.
 * @param text the error's stack, or what Node printed of it.
 * @param message the error's own.
 */
export function placeIn(text: string, message: string): SyntaxPlace | null {
  const [, path = '', number, line = '', before = '', mark = '^'] = PLACE.exec(text) ?? WIDE.exec(text) ?? [];
  if (path === '' || !text.includes(message) || THROWN_AGAIN.test(line)) return null;
  const name = path.startsWith('file:') ? fileURLToPath(path) : path;
  return { where: `${name}:${number}:${before.length + 1}`, line, excerpt: `${line}\n${before}${mark}` };
}
