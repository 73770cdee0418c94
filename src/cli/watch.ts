import type { LogLevel } from '../model/log.ts';
import { logEvents } from './event-log.ts';
import type { WatchFlags } from './flags.ts';
import { showProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';
import type { Watcher } from './watcher.ts';

/** The watcher that the flags ask for: JSON lines, or progress for people. */
export function watch(terminal: Terminal, { logJson, quiet }: WatchFlags, level: LogLevel): Watcher {
  if (logJson) return logEvents(terminal, level);
  return showProgress(terminal, { isQuiet: quiet ?? false, level });
}
