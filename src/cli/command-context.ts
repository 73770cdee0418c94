import type { Terminal } from './terminal.ts';

/** What a command needs of its surroundings; it ends with an exit code. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Takes a command's exit code. */
  finish(exitCode: number): void;
}
