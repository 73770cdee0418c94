import { constants } from 'node:os';
import { getSystemErrorMap } from 'node:util';
import { UsageError } from '../../errors.ts';
import type { CommandRun, CommandSpec } from '../../model/command.ts';
import type { Launched } from './launcher-process.ts';

const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

/** Whether a run is a failure by what the command permits. */
export function hasFailed(spec: Pick<CommandSpec, 'ignoredExitCodes'>, run: CommandRun): boolean {
  if (run.timedOut) return true;
  if (spec.ignoredExitCodes === 'all') return false;
  return run.exitCode === null || (run.exitCode !== 0 && !spec.ignoredExitCodes.includes(run.exitCode));
}

/** How options are written where a command comes from: on the command line, in a performance file, in a configuration. */
export interface FailureWords {
  /** An option by its name. */
  readonly option: (name: 'setup' | 'prepare' | 'conclude' | 'cleanup' | 'timeout' | 'shell') => string;
  /** How an exit code is let pass. */
  readonly ignore: (exitCode: number | null) => string;
  /** How to see what a command prints; null where that is not to be had. */
  readonly output: string | null;
}

/** Those of `evenkeel time`. */
export const FLAG_WORDS: FailureWords = {
  option: (name) => `--${name}`,
  ignore: (exitCode) => `use --ignore-failure ${exitCode}`,
  output: '--output inherit shows all that it prints',
};

/** How a run failed, and what to do about it, with the end of what it printed. */
export function explainFailure(spec: CommandSpec, run: CommandRun, words: FailureWords = FLAG_WORDS): string {
  const what = JSON.stringify(spec.command);
  const output = run.output.trim();
  const printed =
    output === ''
      ? `It printed nothing that was kept${words.output === null ? '' : `; ${words.output}`}.`
      : `It had printed:\n${output}`;
  return `${what} ${how(spec, run, words)}\n${printed}`;
}

function how(spec: CommandSpec, { exitCode, signal, timedOut }: CommandRun, words: FailureWords): string {
  if (timedOut)
    return `was killed at its time limit of ${spec.timeout} s, with all that it had started. Raise ${words.option('timeout')} where it only needs longer.`;
  if (signal === 'SIGKILL') return 'was killed by SIGKILL: systems do that to processes that use too much memory.';
  if (signal !== null) return `was ended by ${signal}.`;
  if (exitCode === NOT_FOUND && spec.shell !== false)
    return 'ended with exit code 127: the shell did not find a program. Is it installed, and in PATH?';
  if (exitCode === NOT_EXECUTABLE && spec.shell !== false)
    return 'ended with exit code 126: the shell may not execute the program.';
  return `ended with exit code ${exitCode}. Where that is no failure, ${words.ignore(exitCode)}.`;
}

/** What to say of a command that could not be started. */
export function unstartedError(
  spec: CommandSpec,
  { step, errno }: Extract<Launched, { kind: 'unstarted' }>,
  cwd: string,
): UsageError {
  const why = getSystemErrorMap().get(-errno)?.join(', ') ?? `error ${errno}`;
  const data = { command: spec.command, step, errno };
  const say = (text: string) => new UsageError(text, { data });
  if (step === 'cwd')
    return say(
      `The working directory ${JSON.stringify(cwd)} of ${JSON.stringify(spec.command)} cannot be used: ${why}.`,
    );
  if (step === 'input')
    return say(`The input ${JSON.stringify(spec.input)} of ${JSON.stringify(spec.command)} cannot be read: ${why}.`);
  if (step === 'output')
    return say(`The file for the output of ${JSON.stringify(spec.command)} cannot be written: ${why}.`);
  if (step !== 'exec') return say(`${JSON.stringify(spec.command)} could not be started: ${why}.`);
  const isMissing = errno === constants.errno.ENOENT;
  if (spec.shell !== false) {
    return say(
      `The shell ${JSON.stringify(spec.shell)} could not be started: ${isMissing ? 'there is no such program' : why}. Name one that is installed with --shell, or none with -N.`,
    );
  }
  return say(
    `${JSON.stringify(spec.command)} could not be started: ${isMissing ? 'there is no such program. Look at its spelling and at PATH; what is built into a shell needs --shell' : why}.`,
  );
}
