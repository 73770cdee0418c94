import { stripVTControlCharacters } from 'node:util';

// Controls, invisible marks that turn the direction of the text that follows, line separators, and halves of characters.
const UNSAFE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
const UNSAFE_EXCEPT_NEWLINE = /(?!\n)[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
const UNSAFE_EXCEPT_BREAKS = /(?![\t\n\r])[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
const CONTROL_PICTURES = 0x2400;

/**
 * A name on one line, with every character that would steer the terminal made visible: escape becomes `␛`, a line feed
 * `␊`. Nothing is dropped, so that two names never look the same.
 */
export function neutralizeName(name: string): string {
  return name.replace(UNSAFE, visible);
}

/** A text of possibly several lines (a message, a stack) without colors and other commands to the terminal. */
export function neutralizeText(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '  ')
    .replace(UNSAFE_EXCEPT_NEWLINE, visible);
}

/** A text for a cell of data, which keeps its tabs and line ends; every other unsafe character is made visible. */
export function neutralizeCell(text: string): string {
  return text.replace(UNSAFE_EXCEPT_BREAKS, visible);
}

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(CONTROL_PICTURES + code);
  if (code === 0x7f) return '\u2421';
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
