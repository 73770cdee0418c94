import { lstatSync, mkdirSync, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileFailure } from './file-failure.ts';

/**
 * Makes a directory, and those above it that are missing, one after the other. Node's own `recursive` never returns where a
 * directory is there in which none can be made, such as those of /proc, and hears no signal meanwhile.
 *
 * @param mode of what is made, before the umask.
 * @returns the topmost directory that was made here; null where all were there.
 * @throws an error of the file system, with its code, that says what is in the way.
 */
export function makeDirectory(path: string, mode = 0o777): string | null {
  const missing: string[] = [];
  for (let known = resolve(path); !isDirectory(known); known = dirname(known)) {
    if (known === dirname(known)) throw fileFailure('ENOENT', 'there is no such drive', 'mkdir', known);
    missing.unshift(known);
  }
  return missing.filter((directory) => makeOne(directory, mode))[0] ?? null;
}

/** Whether a directory is there, also by a link; false where nothing is. @throws where something else is in its place. */
function isDirectory(path: string): boolean {
  const stats = statsBy(statSync, path);
  if (stats?.isDirectory()) return true;
  if (stats !== null) throw fileFailure('ENOTDIR', 'what is there is no directory', 'mkdir', path);
  if (statsBy(lstatSync, path)?.isSymbolicLink()) {
    throw fileFailure('ENOENT', 'what is there is a link that leads nowhere', 'mkdir', path);
  }
  return false;
}

function statsBy(ask: (path: string) => Stats, path: string): Stats | null {
  try {
    return ask(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    // Of a path below a file, the file is found further up.
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

/** @returns whether it was made; another process may have been faster. */
function makeOne(path: string, mode: number): boolean {
  try {
    mkdirSync(path, mode);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && isDirectory(path)) return false;
    // The directory above is there.
    if (code === 'ENOENT') throw fileFailure('ENOENT', `no directory can be made in ${dirname(path)}`, 'mkdir', path);
    throw error;
  }
}
