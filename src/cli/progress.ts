import type { CompareEvent } from '../framework/compare/events.ts';
import type { RunEvent } from '../framework/suite/measure-and-judge.ts';
import { createProgress } from '../report/progress.ts';
import type { Terminal } from './terminal.ts';

/** Progress on a terminal. */
export interface ShownProgress {
  readonly onEvent: (event: RunEvent | CompareEvent) => void;
  /** May be called more than once. */
  readonly end: () => void;
  readonly note: (text: string) => void;
}

/** Shows how far a command has come; with `quiet`, only to somebody who watches. */
export function showProgress(terminal: Terminal, quiet: boolean): ShownProgress {
  const progress = createProgress({
    write: (text) => terminal.err(text),
    isTerminal: terminal.isInteractive,
    width: terminal.progressWidth,
    color: terminal.color,
    now: () => performance.now() / 1000,
  });
  let isRunning = false;
  const onEvent = (event: RunEvent | CompareEvent) => {
    if (quiet && !terminal.isInteractive) return;
    if (event.kind === 'step') progress.step(event.progress);
    else if (event.kind === 'preparing') progress.note(event.words);
    else {
      if (event.kind === 'confirming') progress.note(`Measuring again, to be sure: ${event.tests.join(', ')}`);
      progress.start(event.processes);
      isRunning = true;
    }
  };
  const end = () => {
    if (isRunning) progress.end();
    isRunning = false;
  };
  return { onEvent, end, note: (text: string) => progress.note(text) };
}
