import type { RunCommand } from '../../../src/environment/doctor/commands.ts';

/** Programs that write this, by the command line that starts them; the others are not there. */
export function answering(answers: Readonly<Record<string, string>>): RunCommand {
  return async (program, args) => answers[[program, ...args].join(' ')] ?? null;
}

/** A system without programs. */
export const silent: RunCommand = answering({});
