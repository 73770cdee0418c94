import { MOST_OF_TEXT, shorten } from './shorten.ts';

/**
 * A message behind a word that says what it is: `error: …`. The lines that it goes on in step in, where they do not yet, so
 * that nothing in it looks like a line of its own.
 */
export function labelled(label: string, message: string): string {
  const text = shorten(message, MOST_OF_TEXT);
  return `${label}: ${/\n\S/.test(text) ? text.replace(/\n(?=.)/g, '\n  ') : text}\n`;
}
