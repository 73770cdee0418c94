/** A processor's name without the clock speed that some end with ("@ 2.80GHz"). */
export function withoutClock(name: string): string {
  return name.replace(/@?\s*\d+(?:\.\d+)?\s*[GgMm][Hh][Zz]/, '');
}

// Of lower case: patterns that take either take longer to make, which a process pays for once.
const NOISE = [/\((?:r|tm|c)\)/g, /\bwith (?:radeon|ibpb).*$/, /\b(?:\w+-core|cpu|processor)\b/g];

/**
 * A processor's name for use in a key: lower case, words joined by hyphens, without trademarks, clock speed and the
 * words that every name has. Names that differ in the model stay different.
 */
export function processorSlug(name: string): string {
  const lower = withoutClock(name).toLowerCase();
  const words = NOISE.reduce((text, noise) => text.replace(noise, ' '), lower);
  return words.match(/[a-z0-9]+/g)?.join('-') ?? 'unknown';
}
