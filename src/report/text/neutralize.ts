import { breakCiCommands, breakInlineCommands } from '../../output/ci-commands.ts';
import { plainText } from '../../output/plain-text.ts';
import { MOST_OF_TEXT, shorten } from '../../output/shorten.ts';
import { makeVisible } from '../../output/visible.ts';

// Longer than any name that people read, in characters.
const MOST_OF_NAME = 1000;

/**
 * A name on one line, with every character that would steer the terminal, or would not be seen, made visible: escape becomes
 * `␛`, a line feed `␊`. Nothing is dropped without being said, so that two names do not come to look the same.
 */
export function neutralizeName(name: string): string {
  return line(shorten(name, MOST_OF_NAME));
}

/** A sentence on one line, as {@link neutralizeName} makes a name; longer than one. */
export function neutralizeLine(text: string): string {
  return line(shorten(text, MOST_OF_TEXT));
}

/** A text of possibly several lines (a message, a stack) without colors and other commands to the terminal or to CI. */
export function neutralizeText(text: string): string {
  return plainText(text).replace(/\t/g, '  ');
}

/** A text for a cell of data, which keeps its tabs and line ends; every other unsafe character is made visible. */
export function neutralizeCell(text: string): string {
  const lines = shorten(text, MOST_OF_TEXT).split('\r\n');
  return breakCiCommands(lines.map((each) => makeVisible(each, 'breaks')).join('\r\n'));
}

function line(text: string): string {
  return breakInlineCommands(makeVisible(text));
}
