import { askProgram } from '../../ask-program.ts';

/** Asks a program of the operating system; null where it is not there, fails or takes too long. */
export type RunCommand = (program: string, args: readonly string[]) => Promise<string | null>;

/** A `RunCommand` that starts the program. */
export const runCommand: RunCommand = (program, args) => askProgram(program, args);
