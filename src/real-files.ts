import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from './errors.ts';

/**
 * Refuses to work where a test has put a fake in the place of the file system: what is not found there would be taken for
 * what is not there. The configuration and the baselines would be missing, the machine would look like another one, and
 * even the modules of this package could not be loaded.
 * @param what was called, for the message.
 * @throws {UsageError} that says what to do.
 */
export function requireRealFiles(what: string): void {
  if (areFilesReal()) return;
  throw new UsageError(
    `${what}: the file system of this process is a fake, in which ${process.execPath}, the program that it runs, cannot be found. ` +
      'Something like mock-fs or memfs has replaced it, and evenkeel would find neither its own modules, nor the configuration and ' +
      'the baselines, nor what machine this is. Take it away before this is called (`mock.restore()`, or evenkeel inside of ' +
      '`mock.bypass()`); what needs it can be measured in a performance file (*.perf.ts), with the fake made in `setup`.',
  );
}

// The program that runs is there, and nothing is within it; where an update has removed it meanwhile, this file still is.
function areFilesReal(): boolean {
  const isThere = existsSync(process.execPath) || existsSync(fileURLToPath(import.meta.url));
  return isThere && !existsSync(join(process.execPath, 'nothing'));
}
