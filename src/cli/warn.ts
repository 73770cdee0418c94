import type { LogLevel } from '../model/log.ts';
import { labelled } from '../output/labelled.ts';
import type { Terminal } from './terminal.ts';

// Not in terminal.ts, which is inside the bundle of the command: what is loaded later does not find it there.
/** Says warnings on standard error, each on a line of its own, unless only errors are wanted. */
export function warn(terminal: Terminal, warnings: readonly string[], level: LogLevel): void {
  if (level === 'ERROR') return;
  for (const warning of warnings) terminal.err(labelled('warning', warning));
}
