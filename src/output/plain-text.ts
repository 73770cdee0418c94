import { stripVTControlCharacters } from 'node:util';
import { breakCiCommands } from './ci-commands.ts';
import { MOST_OF_TEXT, shorten } from './shorten.ts';
import { makeVisible } from './visible.ts';

/**
 * A text of possibly several lines (a message, a stack) without colors and other commands to the terminal or to CI, and not
 * too long to be read; nothing in it is invisible.
 */
export function plainText(text: string): string {
  const plain = stripVTControlCharacters(shorten(text, MOST_OF_TEXT)).replace(/\r\n?/g, '\n');
  return breakCiCommands(makeVisible(plain, 'breaks'));
}
