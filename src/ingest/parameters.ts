/**
 * A name with the parameters that are not in it already: `sort (size=10)`. A harness puts them into the name itself unless its
 * user gave one without them.
 */
export function withParameters(name: string, parameters: Readonly<Record<string, unknown>>): string {
  const missing = Object.entries(parameters)
    .filter(([, value]) => !hasWord(name, String(value)))
    .map(([key, value]) => `${key}=${String(value)}`);
  return missing.length === 0 ? name : `${name} (${missing.join(', ')})`;
}

// `1` is in `sleep 1`, and not in `sleep 0.1`.
function hasWord(text: string, word: string): boolean {
  if (word === '') return true;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!PART_OF_WORD.test(text.charAt(at - 1)) && !PART_OF_WORD.test(text.charAt(at + word.length))) return true;
  }
  return false;
}

const PART_OF_WORD = /[\w.]/;

/** The name of a benchmark within its groups. */
export function nameWithin(...parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(' > ');
}
