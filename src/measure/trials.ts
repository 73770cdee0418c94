import { type Context, createContext, Script } from 'node:vm';
import { startTimer, stopTimer } from '../real-time.ts';
import { now } from './clock.ts';
import { isThenable } from './unfinished.ts';

const TRIALS = 5;
// The quickest of so many trials are beyond noise; what is too slow for so many must differ by more.
const ENOUGH_TRIALS = 3;
const FACTOR = 3;
const FACTOR_OF_FEW = 6;
const SECONDS = 0.25;
const MOST_SECONDS = 1;
// Shorter differences are those of caches.
const LEAST_DIFFERENCE = 20e-6;

/** Seconds of a call that finds things as the first call did, and of one that finds them as later calls did. */
export interface Times {
  readonly fresh: number;
  readonly used: number;
}

/** Times a call on what is fresh and one on what was used before, one after the other; null where the trial says nothing. */
export type Trial = () => Promise<Times | null>;

/**
 * The quickest of a few trials, so that noise does not matter.
 * @returns null where fresh calls do not take far longer, or the other way round, or a trial says nothing.
 */
export async function timesThatDiffer(trial: Trial): Promise<Times | null> {
  const start = now();
  let fresh = Number.POSITIVE_INFINITY;
  let used = Number.POSITIVE_INFINITY;
  let taken = 0;
  while (taken < TRIALS && now() - start < (taken < ENOUGH_TRIALS ? MOST_SECONDS : SECONDS)) {
    const times = await trial();
    if (times === null) return null;
    fresh = Math.min(fresh, times.fresh);
    used = Math.min(used, times.used);
    taken++;
  }
  const factor = taken < ENOUGH_TRIALS ? FACTOR_OF_FEW : FACTOR;
  const [shorter, longer] = fresh < used ? [fresh, used] : [used, fresh];
  return longer > factor * shorter && longer - shorter > LEAST_DIFFERENCE ? { fresh, used } : null;
}

/**
 * Seconds of a call.
 * @throws what the function throws, and where it does not come back in time: what it works on was put back, all that it
 *   remembers of it was not, and so it may loop or wait forever.
 */
export async function timeOfCall(call: (input: unknown) => unknown, input: unknown): Promise<number> {
  let start = 0;
  let end = 0;
  const result = inTime(() => {
    start = now();
    const value = call(input);
    end = now();
    return value;
  });
  if (!isThenable(result)) return end - start;
  await settledInTime(result);
  return now() - start;
}

const LONGEST_CALL_MILLISECONDS = 5000;

async function settledInTime(promise: PromiseLike<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = startTimer(() => reject(new Error('It stays pending.')), LONGEST_CALL_MILLISECONDS);
  });
  try {
    await Promise.race([promise, late]);
  } finally {
    stopTimer(timer);
  }
}

// Made when it is first needed, because few functions are tried.
let madeRoom: Context | null = null;

// Only node:vm can end what does not end by itself.
function inTime(work: () => unknown): unknown {
  madeRoom ??= createContext({});
  const room = madeRoom;
  room.work = work;
  try {
    return new Script('work()').runInContext(room, { timeout: LONGEST_CALL_MILLISECONDS });
  } finally {
    room.work = null;
  }
}
