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
export function secondsLeft({ done, total }: ProgressStep, elapsed: number): number | null {
  if (done < 1 || done >= total) return null;
  return (elapsed / done) * (total - done);
}
