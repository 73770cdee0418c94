import type { LogLevel } from '../model/log.ts';
import { readMilliseconds } from '../real-time.ts';
import { formatBase } from '../report/deciding.ts';
import { createProgress } from '../report/progress.ts';
import { listNames } from '../report/terminal/shared-notes.ts';
import { neutralizeName } from '../report/text/neutralize.ts';
import { logEvents } from './event-log.ts';
import type { WatchFlags } from './flags.ts';
import type { Terminal } from './terminal.ts';
import type { CommandEvent, Watcher } from './watcher.ts';

/** The watcher that the flags ask for: JSON lines, or progress for people. */
export function watch(terminal: Terminal, { logJson, quiet }: WatchFlags, level: LogLevel): Watcher {
  if (logJson) return logEvents(terminal, level);
  return showProgress(terminal, { isQuiet: quiet ?? false, level });
}

interface ProgressWish {
  /** Shows it only on a terminal. */
  readonly isQuiet: boolean;
  /** From WARNING on nothing is shown except on a terminal; at DEBUG every step has a line. */
  readonly level: LogLevel;
}

// Shows how far a command has come.
function showProgress(terminal: Terminal, { isQuiet, level }: ProgressWish): Watcher {
  const isSilent = (isQuiet || level === 'WARNING' || level === 'ERROR') && !terminal.isInteractive;
  const progress = createProgress({
    write: (text) => terminal.err(text),
    redraw: (text) => terminal.redraw(text),
    isTerminal: terminal.isInteractive,
    width: terminal.progressWidth,
    color: terminal.color,
    now: () => readMilliseconds() / 1000,
  });
  let isRunning = false;
  const onEvent = (event: CommandEvent) => {
    if (isSilent) return;
    if (event.kind === 'step') {
      const { testName, done, total } = event.progress;
      if (level === 'DEBUG') progress.note(`${done}/${total} ${neutralizeName(testName)}`);
      progress.step(event.progress);
    } else if (event.kind === 'preparing') progress.note(neutralizeName(event.words));
    else {
      if (event.kind === 'confirming') progress.note(sayOfConfirming(event));
      progress.start(event.processes);
      isRunning = true;
    }
  };
  const end = () => {
    if (isRunning) progress.end();
    isRunning = false;
  };
  return { onEvent, end, note: (text: string) => progress.note(text), report: () => undefined };
}

function sayOfConfirming({ tests, base }: Extract<CommandEvent, { kind: 'confirming' }>): string {
  const what = base === null ? 'again, to be sure' : `in pairs with the code of ${formatBase(base)}`;
  return `Measuring ${what}: ${listNames(tests.map(neutralizeName))}`;
}
