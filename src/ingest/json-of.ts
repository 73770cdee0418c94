import { mayHoldJson } from './embedded-json.ts';
import type { Source } from './source.ts';

/** What a file says as JSON; null where it is none, for those who only ask whether it is theirs. */
export function jsonOf(source: Source): unknown {
  if (!isLikeJson(source) && !mayHoldJson(source.beginning)) return null;
  try {
    return source.json();
  } catch {
    return null;
  }
}

/** Whether a file begins as JSON does, whether it is any or not. */
export function isLikeJson({ beginning }: Pick<Source, 'beginning'>): boolean {
  return /^\s*[[{]/.test(beginning);
}
