import type { LogLevel } from '../model/log.ts';
import { MOST_OF_TEXT, shorten } from '../output/shorten.ts';
import type { Terminal } from './terminal.ts';

/** Says warnings on standard error, a line each, unless only errors are wanted. */
export function warn(terminal: Terminal, warnings: readonly string[], level: LogLevel): void {
  if (level === 'ERROR') return;
  for (const warning of warnings) terminal.err(`warning: ${shorten(warning, MOST_OF_TEXT)}\n`);
}
