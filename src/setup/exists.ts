import { lstat } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether something has this name, be it a link that leads nowhere. */
export async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) !== null;
}

/** Those of the names that a directory has, in the order of the names. */
export async function existing(directory: string, names: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(names.map((name) => exists(join(directory, name))));
  return names.filter((_, index) => found[index]);
}
