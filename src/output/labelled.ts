import { MOST_OF_TEXT, shorten } from './shorten.ts';

/**
 * A message behind a word that says what it is: `error: …`. The lines that it goes on in step in, so that nothing in it looks
 * like a line of its own.
 */
export function labelled(label: string, message: string): string {
  return `${label}: ${shorten(message, MOST_OF_TEXT).replace(/\n(?=.)/g, '\n  ')}\n`;
}
