import type { Observation } from '../model/measurement.ts';
import { nextTurn } from '../real-time.ts';
import { now } from './clock.ts';
import type { PreparedSubject } from './subject.ts';
import { countStarted, isThenable } from './unfinished.ts';

const TRIALS = 5;
const FACTOR = 3;
// Shorter times are those of the event loop itself, on a busy machine as well.
const LEAST_SECONDS = 100e-6;
// Slower functions are called no more often than measuring has to.
const LONGEST_CALL = 0.01;
// As many samples there are at least, each of one call of a slow function.
const FEWEST_CALLS = 5;

/**
 * Whether every call starts work that it does not wait for: a promise that it does not return, a timer, a file operation with
 * a callback. That work would be measured nowhere, or as a part of another call.
 * @param location what a call took, in seconds.
 * @returns nothing where that is not so, or cannot be told.
 */
export async function observeLeftRunning(subject: PreparedSubject, location: number): Promise<Observation[]> {
  const { nextInput, startedBefore } = subject;
  if (location > LONGEST_CALL) {
    return countStarted() - startedBefore >= FEWEST_CALLS ? [{ kind: 'leaves_running' }] : [];
  }
  if (nextInput === null) return [];
  try {
    // First, because the event loop may take minutes for all that the samples have started.
    if (await startsMore(subject.call, nextInput)) return [{ kind: 'leaves_running' }];
    // What earlier calls have left would be taken for this one's.
    await turns();
    let after = Number.POSITIVE_INFINITY;
    let inside = Number.POSITIVE_INFINITY;
    let isStarted = true;
    for (let i = 0; i < TRIALS; i++) {
      const left = await leftBy(subject.call, await nextInput());
      after = Math.min(after, left.after);
      inside = Math.min(inside, left.inside);
      isStarted &&= left.started > 0;
      if (!isStarted && !isWork(after, inside)) return [];
    }
    if (isStarted) return [{ kind: 'leaves_running' }];
    const idle = await idleTurn();
    return isWork(after - idle, Math.max(inside, idle)) ? [{ kind: 'leaves_running' }] : [];
  } catch {
    return [];
  }
}

/** Whether there is something more after every call, without a turn of the event loop in between. */
async function startsMore(call: (input: unknown) => unknown, nextInput: () => Promise<unknown>): Promise<boolean> {
  const before = countStarted();
  for (let calls = 1; calls <= TRIALS; calls++) {
    const result = call(await nextInput());
    if (isThenable(result)) await result;
    if (countStarted() - before < calls) return false;
  }
  return true;
}

interface Left {
  /** Seconds until the call answered. */
  readonly inside: number;
  /** Seconds that the event loop was busy after that. */
  readonly after: number;
  /** What was started and has not ended by then. */
  readonly started: number;
}

async function leftBy(call: (input: unknown) => unknown, input: unknown): Promise<Left> {
  const before = countStarted();
  const start = now();
  const result = call(input);
  let answered = now();
  let started = countStarted() - before;
  // Awaiting a plain value would let everything else go first.
  const isAsync = isThenable(result);
  if (isAsync) {
    await result;
    answered = now();
  }
  await nextTurn();
  const after = now() - answered;
  // What was awaited has not quite ended while it answers.
  if (isAsync) started = countStarted() - before;
  return { inside: answered - start, after, started };
}

function isWork(after: number, inside: number): boolean {
  return after > LEAST_SECONDS && after > FACTOR * inside;
}

async function idleTurn(): Promise<number> {
  let quickest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIALS; i++) quickest = Math.min(quickest, (await leftBy(() => undefined, undefined)).after);
  return quickest;
}

async function turns(): Promise<void> {
  for (let i = 0; i < TRIALS; i++) await nextTurn();
}
