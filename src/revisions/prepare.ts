import { UsageError } from '../errors.ts';
import { runProcess } from './run-process.ts';
import type { Supervision } from './supervision.ts';

// The end of what a command printed is where it says what went wrong.
const KEPT_OUTPUT = 16_000;
const INSTALLS =
  /(?:^|[\s;&|(])(?:(?:npm|pnpm|bun|yarn)\s+(?:\S+\s+)*?(?:ci|i|it|cit|install|add|up|update)\b|yarn\s*(?:$|[;&|)]|--))/;

/** Whether a command seems to install packages. It must then not find links to those of another tree, and write there. */
export function installsPackages(command: string): boolean {
  return INSTALLS.test(command);
}

/**
 * Runs the user's command in the base.
 * @param cwd absolute.
 * @param where the base in words, for messages.
 * @param env variables in place of this process's own.
 * @throws {UsageError} with what it printed where it fails.
 */
export async function prepareBase(
  command: string,
  cwd: string,
  where: string,
  supervision: Supervision,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  let output = '';
  const onOutput = (chunk: string) => {
    output = (output + chunk).slice(-KEPT_OUTPUT);
  };
  const exitCode = await runProcess(command, [], { cwd, shell: true, env, supervision, onOutput });
  if (exitCode === 0) return;
  const how = exitCode === null ? 'was killed' : `failed with exit code ${exitCode}`;
  throw new UsageError(`--prepare ${how} in the check-out of ${where}: ${command}\n${output.trim()}`.trim(), {
    data: { command, exitCode },
  });
}
