import { outputTo } from '../output/output.ts';
import { outletOf } from './outlet.ts';

/** Where a command writes, and what is known of the place. */
export interface Terminal {
  /** Results: in plain words, or as data. */
  out(text: string): void;
  /** Results as a renderer drew them, with its colors. */
  draw(text: string): void;
  /** Progress and errors. */
  err(text: string): void;
  /** Progress that takes the place of the line that was drawn last. */
  redraw(text: string): void;
  readonly color: boolean;
  /** Columns of the results. */
  readonly width: number;
  /** Whether progress is drawn, because a person watches. */
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
  const color = wantsColor(env, stdout.isTTY);
  const out = outputTo(outletOf(stdout), color);
  const err = outputTo(outletOf(stderr), color);
  return {
    out: out.write,
    draw: out.draw,
    err: err.write,
    redraw: err.redraw,
    color,
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

/** What a command needs of its surroundings; it ends with an exit code. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Takes a command's exit code. */
  finish(exitCode: number): void;
}
