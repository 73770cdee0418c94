import { formatElapsed, formatTimeLeft } from './format.ts';
import { neutralizeName } from './text/neutralize.ts';
import { type Colors, colorsFor } from './text/paint.ts';
import { displayWidth } from './text/width.ts';
import { truncateMiddle } from './text/wrap.ts';

/**
 * Shows how far a run has come: on a terminal a bar that is redrawn in place at most ten times a second, elsewhere a
 * plain line at the start, about every ten percent, after a minute without one, and at the end.
 */
export function createProgress(options: ProgressOptions): Progress {
  return options.isTerminal ? createProgressBar(options) : createProgressLines(options);
}

function createProgressLines({ write, now }: ProgressOptions): Progress {
  let startedAt = now();
  let saidAt = startedAt;
  let expected = 0;
  let tenths = 0;
  let count: string | null = null;
  return {
    start: (total) => {
      startedAt = now();
      saidAt = startedAt;
      expected = total;
      tenths = 0;
      count = `0/${total}`;
      write(`measuring: ${count}\n`);
    },
    step: (step) => {
      count = `${step.done}/${step.total}`;
      const reached = Math.floor((10 * step.done) / Math.max(1, step.total));
      const left = secondsLeft(step, now() - startedAt);
      // Where pairs leave a test open, the total grows with what is done, and tenths stay where they are.
      if ((reached <= tenths && now() - saidAt < SILENT_AT_MOST) || left === null) return;
      tenths = Math.max(tenths, reached);
      saidAt = now();
      write(`measuring: ${count}, ${step.total > expected ? 'at least' : 'about'} ${formatTimeLeft(left)} left\n`);
    },
    note: (text) => write(`${text}\n`),
    end: () => {
      if (count !== null) write(`measured: ${count} in ${formatElapsed(now() - startedAt)}\n`);
      count = null;
    },
  };
}

/** Seconds. A log that says nothing for longer looks like that of a command that hangs. */
const SILENT_AT_MOST = 60;

/** Where and how progress is shown. */
export interface ProgressOptions {
  /** Writes lines. */
  readonly write: (text: string) => void;
  /** Draws in place of the line that was drawn last. */
  readonly redraw: (text: string) => void;
  /** Whether a line can be redrawn in place; if not, progress is a few plain lines. */
  readonly isTerminal: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
  /** A clock in seconds that never goes back; its zero does not matter. */
  readonly now: () => number;
}

/** One measurement (a test in one process) that is done. */
export interface ProgressStep {
  readonly testName: string;
  /** Measurements done so far, this one included, of `total`. */
  readonly done: number;
  readonly total: number;
  /** The round that it belongs to, from 1 to `rounds`. */
  readonly round: number;
  readonly rounds: number;
}

/** Shows how far a run has come. */
export interface Progress {
  /** Begins; `total` is how many measurements there will be, as far as is known. */
  readonly start: (total: number) => void;
  readonly step: (step: ProgressStep) => void;
  /** A full line that stays. */
  readonly note: (text: string) => void;
  /** Takes away what is redrawn in place; may be called more than once, and before `start`. */
  readonly end: () => void;
}

/** Seconds until all is done if it goes on as before; null where one cannot tell, and where all is done. */
function secondsLeft({ done, total }: ProgressStep, elapsed: number): number | null {
  if (done < 1 || done >= total) return null;
  return (elapsed / done) * (total - done);
}

/** Seconds; redrawing more often only flickers, and takes time beside the measurement. */
const REDRAW_AFTER = 0.1;
const BAR_WIDTH = 20;
/** A shorter piece of a name says nothing. */
const LEAST_NAME_WIDTH = 8;
const GAP = '  ';

/** Progress as one line that is redrawn in place: a bar, counts, the time left and the test's name. */
function createProgressBar({ redraw, width, color, now }: ProgressOptions): Progress {
  const canvas = { colors: colorsFor(color), room: roomOf(width) };
  let startedAt = now();
  let drawnAt = startedAt;
  let line: string | null = null;
  const draw = (next: string): void => {
    line = next;
    drawnAt = now();
    redraw(next);
  };
  return {
    start: (total) => {
      startedAt = now();
      draw(barLine({ testName: '', done: 0, total, round: 1, rounds: 1 }, null, canvas));
    },
    step: (step) => {
      const isLast = step.done === step.total;
      if (line === null || (now() - drawnAt < REDRAW_AFTER && !isLast)) return;
      draw(barLine(step, secondsLeft(step, now() - startedAt), canvas));
    },
    note: (text) => {
      redraw(`${text}\n`);
      if (line !== null) redraw(line);
    },
    end: () => {
      if (line !== null) redraw('');
      line = null;
    },
  };
}

// One column stays free: some terminals begin a new line when the last one is filled.
function roomOf(width: number): number {
  return Math.max(0, width - 1);
}

function barLine(step: ProgressStep, left: number | null, { colors, room }: { colors: Colors; room: number }): string {
  const facts = [
    `${step.done}/${step.total}`,
    ...(step.rounds > 1 ? [`round ${step.round}/${step.rounds}`] : []),
    ...(left === null ? [] : [`${formatTimeLeft(left)} left`]),
  ].join(GAP);
  const withBar = room >= BAR_WIDTH + GAP.length + displayWidth(facts);
  const bar = withBar ? drawBar(step.done / Math.max(1, step.total), colors) + GAP : '';
  const shownFacts = truncateMiddle(facts, room);
  const roomForName = room - (withBar ? BAR_WIDTH + GAP.length : 0) - displayWidth(shownFacts) - GAP.length;
  const name = roomForName < LEAST_NAME_WIDTH ? '' : truncateMiddle(neutralizeName(step.testName), roomForName);
  return `${bar}${shownFacts}${name === '' ? '' : GAP + colors.dim(name)}`;
}

function drawBar(share: number, colors: Colors): string {
  const full = Math.round(BAR_WIDTH * Math.min(1, share));
  return colors.green('━'.repeat(full)) + colors.dim('─'.repeat(BAR_WIDTH - full));
}
