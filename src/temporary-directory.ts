import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from './errors.ts';

const NO_ROOM: readonly string[] = ['ENOSPC', 'EDQUOT'];

/**
 * Makes a directory for a while, within the operating system's; whoever asked for it removes it.
 *
 * @param prefix - what its name begins with
 * @returns its absolute path
 * @throws {UsageError} where it cannot be made: no room, no such directory, no right to write there.
 */
export async function makeTemporaryDirectory(prefix: string): Promise<string> {
  const parent = tmpdir();
  return mkdtemp(join(parent, prefix)).catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(
      `The temporary directory ${parent} cannot be used: ${cause.message}. ${adviceOn(cause)} Nothing was measured.`,
      { data: { path: parent }, cause },
    );
  });
}

function adviceOn({ code = '' }: NodeJS.ErrnoException): string {
  const variable = process.platform === 'win32' ? 'TEMP' : 'TMPDIR';
  return NO_ROOM.includes(code)
    ? `It is full: free some space, or have the variable ${variable} name a directory that has some.`
    : `Have the variable ${variable} name a directory that is there, and that this user can write to.`;
}
