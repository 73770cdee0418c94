import { execFile } from 'node:child_process';

// Seconds. Enough for any of the questions; an answer that takes longer is none.
const TIME_LIMIT = 5;

/**
 * Asks a program for what it prints; null where it is not there, fails or takes too long. Nothing passes through a shell.
 * @param timeLimit seconds after which it is killed.
 */
export function askProgram(
  program: string,
  args: readonly string[],
  timeLimit: number = TIME_LIMIT,
): Promise<string | null> {
  const bounds = { timeout: 1000 * timeLimit, killSignal: 'SIGKILL', windowsHide: true } as const;
  return new Promise((resolve) => {
    execFile(program, [...args], bounds, (error, output) => resolve(error === null ? output : null));
  });
}
