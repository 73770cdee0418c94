import { execFile } from 'node:child_process';

// Enough for any of the questions; an answer that takes longer is none.
const TIME_LIMIT = 5000;

/** Asks a program of the operating system; null where it is not there, fails or takes too long. */
export type RunCommand = (program: string, args: readonly string[]) => Promise<string | null>;

/** A `RunCommand` that starts the program. */
export const runCommand: RunCommand = (program, args) =>
  new Promise((resolve) => {
    execFile(program, [...args], { timeout: TIME_LIMIT, windowsHide: true }, (error, output) =>
      resolve(error === null ? output : null),
    );
  });
