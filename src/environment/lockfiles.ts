import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Lockfile } from '../model/made-with.ts';

/** Files that pin the versions of dependencies, by name. */
const LOCKFILES = [
  // Node: npm, Yarn, pnpm, Bun
  ...['npm-shrinkwrap.json', 'package-lock.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'],
  // Python: Poetry, uv, pip, Pipenv
  ...['poetry.lock', 'uv.lock', 'requirements.txt', 'Pipfile.lock'],
  // Go, Rust
  ...['go.sum', 'Cargo.lock'],
].sort();

/** Bytes: those of the largest monorepos have a third of it. */
const MOST_BYTES = 32 * 2 ** 20;
const DIGITS = 16;

/**
 * The files that pin a project's dependencies: those of the directory that has some and is nearest above `directory`, no further up
 * than its repository. Links are not followed; what is no file, larger than any, or cannot be read is left out.
 * @returns by name
 */
export async function readLockfiles(directory: string): Promise<readonly Lockfile[]> {
  for (let place = resolve(directory); ; place = dirname(place)) {
    const names = LOCKFILES.filter((name) => isLockfile(join(place, name)));
    if (names.length > 0) return (await Promise.all(names.map((name) => readLockfile(place, name)))).flat();
    if (isThere(join(place, '.git')) || dirname(place) === place) return [];
  }
}

async function readLockfile(directory: string, file: string): Promise<readonly Lockfile[]> {
  const bytes = await readFile(join(directory, file)).catch(() => null);
  if (bytes === null) return [];
  return [{ file, hash: createHash('sha256').update(bytes).digest('hex').slice(0, DIGITS) }];
}

// Most of the files that are looked for are not there, and an exception costs ten times what the question does.
function look(path: string) {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function isLockfile(path: string): boolean {
  const found = look(path);
  return found?.isFile() === true && found.size <= MOST_BYTES;
}

function isThere(path: string): boolean {
  return look(path) !== undefined;
}
