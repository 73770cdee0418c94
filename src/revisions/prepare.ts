import { UsageError } from '../errors.ts';
import { runProcess, TimeOver } from './run-process.ts';
import type { Supervision } from './supervision.ts';

// The end of what a command printed is where it says what went wrong.
const KEPT_OUTPUT = 16_000;
const INSTALLS =
  /(?:^|[\s;&|(])(?:(?:npm|pnpm|bun|yarn)\s+(?:\S+\s+)*?(?:ci|i|it|cit|install|add|up|update)\b|yarn\s*(?:$|[;&|)]|--))/;

/** Whether a command seems to install packages. It must then not find links to those of another tree, and write there. */
export function installsPackages(command: string): boolean {
  return INSTALLS.test(command);
}

/** The user's command, and where it runs. */
export interface PrepareCommand {
  readonly command: string;
  /** Absolute. */
  readonly cwd: string;
  /** The base in words, for messages. */
  readonly where: string;
  /** Seconds that it may take. */
  readonly timeLimit: number;
  /** Variables in place of this process's own. Default: none. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs the user's command in the base. It is done when the command has ended; what that leaves running is killed.
 * @throws {UsageError} with what it printed where it fails or takes too long.
 */
export async function prepareBase(
  { command, cwd, where, timeLimit, env = {} }: PrepareCommand,
  supervision: Supervision,
): Promise<void> {
  let output = '';
  const onOutput = (chunk: string) => {
    output = (output + chunk).slice(-KEPT_OUTPUT);
  };
  const end = await endOf(runProcess(command, [], { cwd, shell: true, env, supervision, timeLimit, onOutput }));
  if (end === 0) return;
  const how = end === 'late' ? tookTooLong(timeLimit) : end === null ? 'was killed' : `failed with exit code ${end}`;
  throw new UsageError(`--prepare ${how} in the check-out of ${where}: ${command}\n${output.trim()}`.trim(), {
    data: { command, exitCode: end === 'late' ? null : end },
  });
}

async function endOf(running: Promise<number | null>): Promise<number | null | 'late'> {
  try {
    return await running;
  } catch (error) {
    if (error instanceof TimeOver) return 'late';
    throw error;
  }
}

function tookTooLong(seconds: number): string {
  return `took longer than ${seconds} s and was ended (--prepare-timeout gives it more)`;
}
