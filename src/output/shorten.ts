/** Longer than any message that people read: what is laid out in columns takes time with its length. In characters. */
export const MOST_OF_TEXT = 10_000;

/**
 * A text of about so many characters at most: what is too much is left out of its middle, because both ends say more, and
 * it is said how much that was.
 */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const tail = Math.floor(most / 4);
  const from = wholeAt(text, most - tail);
  const to = wholeAt(text, text.length - tail);
  const gone = String(to - from).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${text.slice(0, from)} … (${gone} characters left out) … ${text.slice(to)}`;
}

// Not between the halves of a character.
function wholeAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
