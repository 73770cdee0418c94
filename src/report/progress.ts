import { formatElapsed, formatTimeLeft } from './format.ts';
import { createProgressBar } from './progress-bar.ts';
import { type Progress, type ProgressOptions, secondsLeft } from './progress-step.ts';

/**
 * Shows how far a run has come: on a terminal a bar that is redrawn in place at most ten times a second, elsewhere a
 * plain line at the start, about every ten percent, and at the end.
 */
export function createProgress(options: ProgressOptions): Progress {
  return options.isTerminal ? createProgressBar(options) : createProgressLines(options);
}

function createProgressLines({ write, now }: ProgressOptions): Progress {
  let startedAt = now();
  let tenths = 0;
  let count: string | null = null;
  return {
    start: (total) => {
      startedAt = now();
      tenths = 0;
      count = `0/${total}`;
      write(`measuring: ${count}\n`);
    },
    step: (step) => {
      count = `${step.done}/${step.total}`;
      const reached = Math.floor((10 * step.done) / Math.max(1, step.total));
      const left = secondsLeft(step, now() - startedAt);
      if (reached <= tenths || left === null) return;
      tenths = reached;
      write(`measuring: ${count}, about ${formatTimeLeft(left)} left\n`);
    },
    note: (text) => write(`${text}\n`),
    end: () => {
      if (count !== null) write(`measured: ${count} in ${formatElapsed(now() - startedAt)}\n`);
      count = null;
    },
  };
}
