import { basename } from 'node:path';
import { UsageError } from '../../errors.ts';
import type { CommandOutput, CommandSpec } from '../../model/command.ts';
import { splitWords } from '../../suite/commands/words.ts';

/** What a launcher is told to start. */
export interface Launch {
  readonly words: readonly [program: string, ...args: string[]];
  /** Absolute. */
  readonly cwd: string;
  /** All of it. */
  readonly env: Readonly<Record<string, string>>;
  /** Absolute. */
  readonly input: string;
  readonly out: Target;
  readonly err: Target;
  /** Whether what it leaves running may go on. */
  readonly mayLeave: boolean;
  /** Seconds. */
  readonly timeout: number;
}

/** Where a stream goes: into the pipe whose end is kept, where evenkeel's own goes, or into a file, which is made anew. */
export type Target = 'pipe' | 'own' | { readonly file: string };

const NOTHING = process.platform === 'win32' ? '\\\\.\\NUL' : '/dev/null';

/** What {@link launchOf} takes besides the command. */
export interface LaunchChoices {
  readonly output: CommandOutput;
  readonly mayLeave: boolean;
}

/** A command as a launcher is told it. @throws UsageError where it cannot be started by anybody. */
export function launchOf(spec: CommandSpec, { output, mayLeave }: LaunchChoices): Launch {
  const cwd = spec.cwd ?? process.cwd();
  const launch: Launch = {
    words:
      spec.shell === false
        ? splitWords(spec.command)
        : [...splitWords(spec.shell), ...lineFor(spec.shell, spec.command)],
    cwd,
    env: { ...(process.env as Record<string, string>), PWD: cwd, ...spec.env },
    input: spec.input ?? NOTHING,
    out: outOf(output),
    err: output === 'inherit' ? 'own' : 'pipe',
    mayLeave,
    timeout: spec.timeout,
  };
  for (const text of [...launch.words, cwd, launch.input, ...Object.entries(spec.env).flat()]) {
    if (text.includes('\0'))
      throw new UsageError('A command, a path or a variable has a NUL in it, which no system can pass on.');
  }
  return launch;
}

function outOf(output: CommandOutput): Target {
  if (output === 'inherit') return 'own';
  if (output === 'kept') return 'pipe';
  return output === 'dropped' ? { file: NOTHING } : output;
}

function lineFor(shell: string, line: string): readonly string[] {
  const name = basename(splitWords(shell)[0])
    .replace(/\.exe$/i, '')
    .toLowerCase();
  if (name === 'cmd') return ['/d', '/s', '/c', `"${line}"`];
  return name === 'powershell' || name === 'pwsh' ? ['-NoProfile', '-Command', line] : ['-c', line];
}
