import { parseWithin } from '../bounded-json.ts';
import type { Source } from './source.ts';

/**
 * What a file says as JSON, for a harness that means something else by `NaN` than by `null`: it is the text `"NaN"` then.
 * @throws {IngestError} as `source.json()` does.
 */
export function jsonWithNaN(source: Source): unknown {
  const text = source.text();
  const quoted = withQuotedNaN(text);
  try {
    return quoted === text ? source.json() : parseWithin(quoted);
  } catch {
    return source.json();
  }
}

function withQuotedNaN(json: string): string {
  if (!/\b(?:NaN|Infinity)\b/.test(json)) return json;
  const next = /"|-?\b(?:NaN|Infinity)\b/g;
  let text = '';
  let done = 0;
  for (let found = next.exec(json); found !== null; found = next.exec(json)) {
    if (found[0] === '"') {
      next.lastIndex = endOfText(json, found.index) + 1;
    } else {
      text += `${json.slice(done, found.index)}"${found[0]}"`;
      done = next.lastIndex;
    }
  }
  return text + json.slice(done);
}

function endOfText(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end !== -1; end = json.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (json[end - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return json.length;
}
