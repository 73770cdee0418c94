/** In characters: names of images with their registry and a digest are shorter. */
const MOST_OF_FACT = 200;

/**
 * What a file or a variable says of the machine, as one line of printable ASCII that is not long: it is stored and shown, and whoever
 * wrote it may have put anything there. Null where nothing is left.
 */
export function plainFact(text: string | null | undefined): string | null {
  const line = (text ?? '').replace(/[^\x20-\x7e]+/g, ' ').trim();
  return line === '' ? null : line.slice(0, MOST_OF_FACT).trim();
}
