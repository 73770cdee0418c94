/**
 * JSON with two spaces of indentation and a newline at the end, in which equal reports are equal texts: the keys of the
 * report come in the order given, then all others, and those of everything inside it in alphabetical order. Numbers that
 * JSON cannot write (NaN and the infinities) become null.
 */
export function stableJson(report: object, topLevel: readonly string[]): string {
  const rank = (key: string): number => {
    const at = topLevel.indexOf(key);
    return at === -1 ? topLevel.length : at;
  };
  const byRank = ([a]: [string, unknown], [b]: [string, unknown]): number => rank(a) - rank(b) || compare(a, b);
  const ordered = Object.fromEntries(Object.entries(report).sort(byRank));
  return `${JSON.stringify(ordered, (_key, value) => (value === ordered ? value : sortKeys(value)), 2)}\n`;
}

function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => compare(a, b)));
}

// By code unit, not by locale: the same everywhere.
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
