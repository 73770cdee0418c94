import { accessSync, constants, lstatSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { nextTurn } from '../real-time.ts';
import { fileFailure } from './file-failure.ts';
import { makeDirectory } from './make-directory.ts';
import { beginFile } from './pending-file.ts';

/** What a file is to hold; text is written in UTF-8. */
export type Content = string | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/**
 * Writes a file, so that at every moment it has its old content or the new one, whole: a full disk, a missing right or a kill
 * leaves the old one. Missing directories are made. A link is followed: whoever names a path chooses what is there. What is no
 * ordinary file (a pipe, a device, `/dev/stdout`) is written to as it is.
 * @throws an error of the file system that names the path, or the file that it leads to.
 */
export async function writeWhole(path: string, content: Content): Promise<void> {
  const target = targetOf(path);
  if (target === null) return writeFile(path, content);
  const pending = beginFile(target);
  try {
    for await (const piece of typeof content === 'string' ? [content] : content) {
      pending.write(piece);
      // Signals are heard between two of them.
      await nextTurn();
    }
    pending.replace();
  } finally {
    pending.end();
  }
}

/** The same at once, for what is small. @throws as {@link writeWhole} does. */
export function writeWholeAtOnce(path: string, text: string): void {
  const target = targetOf(path);
  if (target === null) writeFileSync(path, text);
  else atOnce(target, text, 'replace');
}

/**
 * Makes a new file, whole or not at all, in a directory that is there. Nothing that is there is replaced, and no link is
 * followed.
 * @param mode of the file, before the umask.
 * @throws an error of the file system that names the path; `EEXIST` where something has the name already.
 */
export function createWhole(path: string, text: string, mode?: number): void {
  atOnce(path, text, 'create', mode);
}

/**
 * Makes sure that {@link writeWhole} can write a file, and makes the directories that are missing, so that no time is spent
 * in vain.
 * @throws what stands in the way, as an error of the file system.
 */
export function checkCanWrite(path: string): void {
  const target = targetOf(path);
  if (target !== null) accessSync(dirname(target), constants.W_OK | constants.X_OK);
  if (target === null || statSync(target, { throwIfNoEntry: false })) accessSync(target ?? path, constants.W_OK);
}

function atOnce(target: string, text: string, end: 'replace' | 'create', mode?: number): void {
  const pending = beginFile(target, mode);
  try {
    pending.write(text);
    pending[end]();
  } finally {
    pending.end();
  }
}

// Behind these names is what a process has open, which others may write to as well.
const OF_PROCESSES = /^\/(?:proc|dev\/fd)\//;
// As Linux has it.
const MOST_LINKS = 40;

/**
 * The ordinary file that a path leads to, whether it is there or not: absolute, and no link. Null for what is not an ordinary file.
 * @throws where that is a directory, or its directory cannot be made.
 */
function targetOf(path: string): string | null {
  let target = resolve(path);
  for (let links = 0; links <= MOST_LINKS; links++) {
    if (OF_PROCESSES.test(target)) return null;
    makeDirectory(dirname(target));
    const stats = lstatSync(target, { throwIfNoEntry: false });
    if (stats?.isDirectory()) throw fileFailure('EISDIR', 'it is a directory', 'open', path);
    if (!stats?.isSymbolicLink()) return stats === undefined || stats.isFile() ? target : null;
    target = resolve(dirname(target), readlinkSync(target));
  }
  throw fileFailure('ELOOP', 'too many links', 'open', path);
}
