import { UsageError } from '../errors.ts';
import { runProcess, TimeOver } from './run-process.ts';
import type { Supervision } from './supervision.ts';

/** What git answered. */
export interface GitAnswer {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Git in one directory. */
export interface Git {
  /** Asks; an exit code other than 0 is an answer as well. @throws {UsageError} where git cannot be started. */
  ask(...args: readonly string[]): Promise<GitAnswer>;
  /** Asks with more than arguments. */
  askWith(given: GitInput, ...args: readonly string[]): Promise<GitAnswer>;
  /** Asks and answers what was printed. @throws {UsageError} with git's own words where it fails. */
  tell(...args: readonly string[]): Promise<string>;
  /** The same with another time limit, in seconds. */
  within(timeLimit: number): Git;
}

/** What git is given besides arguments. */
export interface GitInput {
  /** What it reads. */
  readonly input?: string;
  /** Variables of its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

// Its messages are read here, so they must be in one language; there is nobody to answer a prompt. A lock that it takes only
// to save itself work later would stay in the repository if it were killed.
const PLAIN = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' };
// It leaves no daemon behind, which would share the processors, and starts no program of the repository's.
const QUIETLY = ['-c', 'core.fsmonitor=false'];
// Seconds. Looking through every file of a large tree on a cold disk takes minutes; more than that is a hang.
const TIME_LIMIT = 10 * 60;

/** Git in `directory` (absolute). Nothing passes through a shell. */
export function gitIn(directory: string, supervision: Supervision, timeLimit: number = TIME_LIMIT): Git {
  const askWith = async ({ input, env }: GitInput, ...args: readonly string[]): Promise<GitAnswer> => {
    const text = { stdout: '', stderr: '' };
    const exitCode = await runProcess('git', [...QUIETLY, ...args], {
      cwd: directory,
      env: { ...PLAIN, ...env },
      input,
      supervision,
      timeLimit,
      onOutput: (chunk, stream) => {
        text[stream] += chunk;
      },
    }).catch((error: unknown) => {
      throw error instanceof TimeOver ? tookTooLong(args, timeLimit) : notStarted(error);
    });
    return { exitCode, ...text };
  };
  const ask = (...args: readonly string[]) => askWith({}, ...args);
  return {
    ask,
    askWith,
    async tell(...args) {
      const { exitCode, stdout, stderr } = await ask(...args);
      if (exitCode === 0) return stdout;
      throw gitFailed(args, { exitCode, stderr });
    },
    within: (seconds) => gitIn(directory, supervision, seconds),
  };
}

function nameOf(args: readonly string[]): string | undefined {
  return args.find((arg) => /^[a-z-]+$/.test(arg) && !arg.startsWith('-'));
}

function tookTooLong(args: readonly string[], seconds: number): UsageError {
  return new UsageError(
    `git ${nameOf(args)} took longer than ${seconds} s and was ended. Find out what it waits for by running it yourself: git ${args.join(' ')}`,
    { data: { args, timeLimit: seconds } },
  );
}

/** That git could not do what it was asked for, in its own words. */
export function gitFailed(args: readonly string[], { exitCode, stderr }: Omit<GitAnswer, 'stdout'>): UsageError {
  return new UsageError(`git ${nameOf(args)} failed: ${wordsOf(stderr)}`, { data: { args, exitCode } });
}

/** Names that git printed with `-z`. */
export function namesIn(output: string): readonly string[] {
  return output.split('\0').filter((name) => name !== '');
}

/** What git complained about, without its prefix. */
export function wordsOf(stderr: string): string {
  return stderr.trim().replace(/^(?:fatal|error): /gm, '') || 'it gave no reason';
}

function notStarted(error: unknown): unknown {
  if ((error as NodeJS.ErrnoException | null)?.code !== 'ENOENT') return error;
  return new UsageError('git is not installed, or not in the PATH: evenkeel checks other revisions out with it.', {
    data: { problem: 'no_git' },
    cause: error,
  });
}
