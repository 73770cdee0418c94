import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SetupStep } from '../model/setup.ts';

/** Whether something has this name, be it a link that leads nowhere. */
export async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) !== null;
}

/** Those of the names that a directory has, in the order of the names. */
export async function existing(directory: string, names: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(names.map((name) => exists(join(directory, name))));
  return names.filter((_, index) => found[index]);
}

/** Lines for a file that is there, unless it has them: it is taken to have them where `sign` stands in it. */
export async function byHand(
  step: Omit<Extract<SetupStep, { kind: 'by_hand' }>, 'kind'>,
  sign: string,
): Promise<SetupStep> {
  const text = await readFile(step.path, 'utf8').catch(() => '');
  if (text.includes(sign)) return { kind: 'leave', path: step.path, reason: `it has ${sign} already` };
  return { kind: 'by_hand', ...step };
}
