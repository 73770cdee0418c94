import { formatTimeLeft } from './format.ts';
import { type Progress, type ProgressOptions, type ProgressStep, secondsLeft } from './progress-step.ts';
import { neutralizeName } from './text/neutralize.ts';
import { type Colors, colorsFor } from './text/paint.ts';
import { displayWidth } from './text/width.ts';
import { truncateMiddle } from './text/wrap.ts';

/** Seconds; more often is flicker that nobody reads, and work beside the measurement. */
const REDRAW_AFTER = 0.1;
const BAR_WIDTH = 20;
/** A shorter piece of a name says nothing. */
const LEAST_NAME_WIDTH = 8;
const GAP = '  ';

/** Progress as one line that is redrawn in place: a bar, counts, the time left and the test's name. */
export function createProgressBar({ redraw, width, color, now }: ProgressOptions): Progress {
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
