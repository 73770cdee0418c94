const MOST_OF_SLUG = 60;

/** What links to a test end with: readable, the same in every report, and of no other test of the suite. */
export function testId(group: string, name: string): string {
  const slug = name
    .toLowerCase()
    .slice(0, MOST_OF_SLUG * 4)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MOST_OF_SLUG)
    .replace(/^-|-$/g, '');
  return `${slug}${slug === '' ? '' : '-'}${hash(JSON.stringify([group, name]))}`;
}

// FNV-1a with 53 of its bits: nothing depends on nobody making two alike, who would be shown the first.
function hash(text: string): string {
  let low = 0x811c9dc5;
  let high = 0xcbf29ce4;
  for (let i = 0; i < text.length; i++) {
    low = Math.imul(low ^ text.charCodeAt(i), 0x01000193);
    high = Math.imul(high ^ text.charCodeAt(i), 0x85ebca6b);
  }
  return ((high >>> 11) * 2 ** 32 + (low >>> 0)).toString(36);
}
