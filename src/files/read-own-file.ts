import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { fileFailure } from './file-failure.ts';

/**
 * The text of an ordinary file that is where its name says: a link is not followed, and a pipe or a device not waited for.
 * @param most bytes that it may have.
 * @throws an error of the file system that names the path.
 */
export function readOwnFile(path: string, most: number): string {
  // Windows has neither of these.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw fileFailure('EINVAL', 'it is no ordinary file', 'open', path);
    if (stats.size > most) throw fileFailure('EFBIG', `it has more than ${most} bytes`, 'open', path);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}
