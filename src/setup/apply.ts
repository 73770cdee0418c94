import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { UsageError } from '../errors.ts';
import { followInside, placeInside } from '../files/inside.ts';
import { createWhole, writeWhole } from '../files/write-whole.ts';
import type { SetupPlan, SetupStep } from '../model/setup.ts';

/**
 * Does what a plan says, in its order. A file that has come to be since it was planned is not touched, and none that a link
 * leads to outside of the project.
 * @returns the paths that were written to.
 * @throws {UsageError} at the first thing that cannot be done; it says what was done before.
 */
export async function applySetup({ root, steps }: SetupPlan): Promise<readonly string[]> {
  const done: string[] = [];
  for (const step of steps) {
    if (step.kind !== 'create' && step.kind !== 'append') continue;
    try {
      await write(step, root);
    } catch (cause) {
      throw new UsageError(failure(step.path, cause as NodeJS.ErrnoException, done), { cause });
    }
    done.push(step.path);
  }
  return done;
}

async function write({ kind, path, text }: Extract<SetupStep, { kind: 'create' | 'append' }>, root: string) {
  const way = relative(root, path);
  if (kind === 'create') return createWhole(placeInside(root, way), text);
  const file = followInside(root, way);
  await writeWhole(file, `${await readFile(file, 'utf8')}${text}`);
}

function failure(path: string, { code, message }: NodeJS.ErrnoException, done: readonly string[]): string {
  const why = code === 'EEXIST' ? 'it has come to be meanwhile, and is not overwritten' : message.replace(/\.$/, '');
  const before = done.length === 0 ? 'Nothing was written.' : `Written before: ${done.join(', ')}.`;
  return `${path} cannot be written: ${why}. ${before} What is there stays as it is when this is run again.`;
}
