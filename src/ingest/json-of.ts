import type { Source } from './source.ts';

/** What a file says as JSON; null where it is none, for those who only ask whether it is theirs. */
export function jsonOf(source: Source): unknown {
  if (!/^\s*[[{]/.test(source.beginning)) return null;
  try {
    return source.json();
  } catch {
    return null;
  }
}
