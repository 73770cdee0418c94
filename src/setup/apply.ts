import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../errors.ts';
import type { SetupPlan } from '../model/setup.ts';

/**
 * Does what a plan says, in its order. A file that has come to be since it was planned is not touched.
 * @returns the paths that were written to.
 * @throws {UsageError} at the first thing that cannot be done; it says what was done before.
 */
export async function applySetup({ steps }: SetupPlan): Promise<readonly string[]> {
  const done: string[] = [];
  for (const step of steps) {
    if (step.kind !== 'create' && step.kind !== 'append') continue;
    try {
      if (step.kind === 'create') {
        await mkdir(dirname(step.path), { recursive: true });
        await writeFile(step.path, step.text, { flag: 'wx' });
      } else await appendFile(step.path, step.text);
    } catch (cause) {
      throw new UsageError(failure(step.path, cause as NodeJS.ErrnoException, done), { cause });
    }
    done.push(step.path);
  }
  return done;
}

function failure(path: string, { code, message }: NodeJS.ErrnoException, done: readonly string[]): string {
  const why = code === 'EEXIST' ? 'it has come to be meanwhile, and is not overwritten' : message;
  const before = done.length === 0 ? 'Nothing was written.' : `Written before: ${done.join(', ')}.`;
  return `${path} cannot be written: ${why}. ${before} What is there stays as it is when this is run again.`;
}
