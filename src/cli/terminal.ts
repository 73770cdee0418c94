/** Where a command writes, and what is known of the place. */
export interface Terminal {
  /** Results. */
  out(text: string): void;
  /** Progress and errors. */
  err(text: string): void;
  readonly color: boolean;
  /** Columns of the results. */
  readonly width: number;
  /** Whether progress is drawn for somebody who watches. */
  readonly isInteractive: boolean;
  /** Columns of the progress line. */
  readonly progressWidth: number;
}

// Where the width cannot be told (a log, a pipe) a row may be longer than on a screen.
const WIDTH_OF_FILES = 120;

/** What {@link terminalOf} needs of a process. */
export type TerminalProcess = Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env'>;

/** The terminal of a process: its streams, and what they and the environment say of it. */
export function terminalOf({ stdout, stderr, env }: TerminalProcess): Terminal {
  // A reader that has seen enough (`| head`) is no error.
  stdout.on('error', ignoreClosedPipe);
  stderr.on('error', ignoreClosedPipe);
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    color: wantsColor(env, stdout.isTTY),
    width: columnsOf(env, stdout.columns),
    isInteractive: stderr.isTTY === true && env.TERM !== 'dumb' && !env.CI,
    progressWidth: columnsOf(env, stderr.columns),
  };
}

/** Color where a person looks, unless NO_COLOR says no (https://no-color.org); FORCE_COLOR says yes. */
export function wantsColor(env: NodeJS.ProcessEnv, isTerminal: boolean | undefined): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return !['0', 'false'].includes(env.FORCE_COLOR);
  return isTerminal === true && env.TERM !== 'dumb';
}

function columnsOf(env: NodeJS.ProcessEnv, columns: number | undefined): number {
  // A terminal that has not been told its size yet says 0.
  const known = [columns, Number(env.COLUMNS)].find(
    (width) => width !== undefined && Number.isInteger(width) && width > 0,
  );
  return known ?? WIDTH_OF_FILES;
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
