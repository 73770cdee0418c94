/** A processor's name without the clock speed that some end with ("@ 2.80GHz"). */
export function withoutClock(name: string): string {
  return name.replace(/@?\s*\d+(?:\.\d+)?\s*[GM]Hz/i, '');
}

const NOISE = [/\((?:R|TM|C)\)/gi, /\bwith (?:Radeon|IBPB).*$/i, /\b(?:\w+-Core|CPU|Processor)\b/gi];

/**
 * A processor's name for use in a key: lower case, words joined by hyphens, without trademarks, clock speed and the
 * words that every name has. Names that differ in the model stay different.
 */
export function processorSlug(name: string): string {
  const words = NOISE.reduce((text, noise) => text.replace(noise, ' '), withoutClock(name)).toLowerCase();
  return words.match(/[a-z0-9]+/g)?.join('-') ?? 'unknown';
}
