import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

// What was killed a moment ago may still be letting go of it.
const REMOVING = { recursive: true, force: true, maxRetries: 10 } as const;
const CLOSED: readonly string[] = ['EACCES', 'EPERM', 'ENOTEMPTY'];

/**
 * Removes a directory with all that is in it, also where that is in directories that may not be written, as package managers
 * make them; links are removed and not followed. Nothing there is no error.
 * @throws what the file system says.
 */
export async function removeTree(path: string): Promise<void> {
  try {
    await rm(path, REMOVING);
  } catch (error) {
    if (!CLOSED.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    await openUp(path);
    await rm(path, REMOVING);
  }
}

async function openUp(path: string): Promise<void> {
  if (!(await lstat(path)).isDirectory()) return;
  await chmod(path, 0o700);
  for (const name of await readdir(path)) await openUp(join(path, name));
}
