import { readMilliseconds, startTimer } from '../../real-time.ts';

/**
 * Milliseconds that SQLite itself may wait for another process. It does so without letting anything else of this process
 * run, not even what a signal is to do.
 */
export const TURN = 50;
/** Milliseconds between turns; so that others do not always find the database just taken. */
const PAUSE = 10;

/**
 * Starts waiting for another process.
 * @param milliseconds how long to wait in all
 * @returns a function to be called after each failure: it waits a moment and answers true, or false where the time is up.
 */
export function startPatience(milliseconds: number): () => Promise<boolean> {
  const end = readMilliseconds() + milliseconds;
  return async () => {
    if (readMilliseconds() >= end) return false;
    await new Promise((resolve) => startTimer(resolve, PAUSE));
    return true;
  };
}
