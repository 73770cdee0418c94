import { realpath, stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';

/**
 * Leaves one path of each file, where links, or the case of letters, lead to it by several: the one that is no link, or
 * the first where all are.
 * @param paths absolute, of files that are there.
 * @param directory absolute; itself it may be reached by a link.
 * @returns in the order of the paths.
 */
export async function eachOnce(paths: readonly string[], directory: string): Promise<readonly string[]> {
  const real = await realpath(directory);
  const chosen = new Map<string, { path: string; isOriginal: boolean }>();
  for (const path of paths) {
    const itself = await realpath(path);
    const isOriginal = resolve(real, relative(directory, path)) === itself;
    const identity = await identityOf(itself);
    const other = chosen.get(identity);
    if (other === undefined || (isOriginal && !other.isOriginal)) chosen.set(identity, { path, isOriginal });
  }
  const left = new Set([...chosen.values()].map(({ path }) => path));
  return paths.filter((path) => left.has(path));
}

// Some file systems number no files.
async function identityOf(path: string): Promise<string> {
  const { dev, ino } = await stat(path, { bigint: true });
  return ino === 0n ? path : `${dev}:${ino}`;
}
