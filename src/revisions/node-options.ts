import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Trees } from './trees.ts';

// Options in double quotes may hold spaces; a backslash keeps what follows it.
const TOKENS = /(?:"(?:\\.|[^"\\])*"|[^\s"])+/g;
const PLUG_AND_PLAY = /[/\\]\.pnp(?:\.loader)?\.[cm]?js"?$/;

/**
 * `NODE_OPTIONS` for processes of the base: what they load of the present tree, such as the resolver of Yarn's
 * Plug'n'Play, is the base's own instead. A resolver that the base does not have is left out; anything else that it does
 * not have is left as it is.
 */
export function nodeOptionsInBase(options: string, trees: Trees): string {
  const tokens: string[] = [];
  for (const token of options.match(TOKENS) ?? []) {
    const moved = inBase(token, trees);
    if (moved !== null) tokens.push(moved);
    // Its flag stands before it, unless both are one.
    else if (!token.includes('=') && /^--?\w[\w-]*$/.test(tokens.at(-1) ?? '')) tokens.pop();
  }
  return tokens.join(' ');
}

/** A plain path may have a `%` in it that begins no code. */
function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

function inBase(token: string, { present, base }: Trees): string | null {
  const forms = [
    [pathToFileURL(present).href, pathToFileURL(base).href],
    [present, base],
    // As Yarn quotes it.
    [JSON.stringify(present).slice(1, -1), JSON.stringify(base).slice(1, -1)],
  ] as const;
  for (const [from, to] of forms) {
    const at = token.indexOf(from);
    const rest = token.slice(at + from.length);
    if (at === -1 || !/^[/\\]/.test(rest)) continue;
    if (existsSync(join(base, decoded(rest.replace(/"$/, '').replaceAll('\\\\', '\\')))))
      return token.replace(from, to);
    return PLUG_AND_PLAY.test(token) ? null : token;
  }
  return token;
}
