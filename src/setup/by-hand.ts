import { readFile } from 'node:fs/promises';
import type { SetupStep } from '../model/setup.ts';

/** Lines for a file that is there, unless it has them: it is taken to have them where `sign` stands in it. */
export async function byHand(
  step: Omit<Extract<SetupStep, { kind: 'by_hand' }>, 'kind'>,
  sign: string,
): Promise<SetupStep> {
  const text = await readFile(step.path, 'utf8').catch(() => '');
  if (text.includes(sign)) return { kind: 'leave', path: step.path, reason: `it has ${sign} already` };
  return { kind: 'by_hand', ...step };
}
