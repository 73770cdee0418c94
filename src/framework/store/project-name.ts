import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { askProgram } from '../../ask-program.ts';

/** Seconds that git may take to read a line of a file. */
const TIME_LIMIT = 10;

/**
 * By what name a project is known to others: owner and name of its remote `origin`, else the name of the nearest package, else of
 * its directory.
 */
export async function projectName(directory: string): Promise<string> {
  const url = await askProgram('git', ['-C', directory, 'config', '--get', 'remote.origin.url'], TIME_LIMIT);
  return nameInRemote(url?.trim() ?? '') ?? (await nameOfPackage(directory)) ?? basename(resolve(directory));
}

/** Owner and name in the address of a remote; null where it has none. */
export function nameInRemote(url: string): string | null {
  // `https://host/owner/name.git`, `ssh://git@host:22/group/owner/name`, and `git@host:owner/name.git`.
  const path = /^[a-z+]+:\/\/[^/]+\/(.+)$/i.exec(url)?.[1] ?? /^[^/:]+:(?!\/\/)(.+)$/.exec(url)?.[1];
  const name = path?.replace(/^\/+|\/+$|\.git\/*$/g, '') ?? '';
  return /^[^\s/]+(?:\/[^\s/]+)+$/.test(name) ? name : null;
}

async function nameOfPackage(start: string): Promise<string | null> {
  for (let directory = resolve(start); ; directory = dirname(directory)) {
    const text = await readFile(join(directory, 'package.json'), 'utf8').catch(() => null);
    if (text !== null) return nameIn(text);
    if (dirname(directory) === directory) return null;
  }
}

function nameIn(text: string): string | null {
  try {
    const { name } = JSON.parse(text) as { readonly name?: unknown };
    return typeof name === 'string' && name.trim() !== '' ? name : null;
  } catch {
    return null;
  }
}
