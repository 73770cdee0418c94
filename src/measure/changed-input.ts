import type { Observation } from '../model/measurement.ts';
import { now } from './clock.ts';
import { MOST_VALUES } from './given-data.ts';
import { copyOfPlainData, isSamePlainData } from './plain-data.ts';
import type { PreparedSubject } from './subject.ts';

const TRIALS = 5;
// The quickest of so many trials are beyond noise; what is too slow for so many must differ by more.
const ENOUGH_TRIALS = 3;
const FACTOR = 3;
const FACTOR_OF_FEW = 6;
const SECONDS = 0.25;
const MOST_SECONDS = 1;
// Shorter differences are those of caches.
const LEAST_DIFFERENCE = 20e-6;

/**
 * Whether calls change what they work on and are quicker on what was changed before, as a function that sorts the same
 * array again and again. First calls are slow for many reasons, so warm calls tell: on copies of what was given
 * first, and on copies of what became of it. Both are new copies, because new memory, caches and threads that wait cost
 * time as well: reading a file into a new buffer took ten times as long as into one that was used right before. Of an array that every call returns, such as one outside of the function, nobody knows how it was; so it is
 * shuffled, and the function must bring it back into the same order and take longer for it.
 * @returns nothing where that is not so, or cannot be told: also where a trial throws.
 */
export async function observeChangedInput(subject: PreparedSubject): Promise<Observation[]> {
  try {
    const times = await compareTimes(subject);
    return times === null ? [] : [{ kind: 'changes_input', ...times }];
  } catch {
    return [];
  }
}

type Call = (input: unknown) => unknown;
type Times = Pick<Extract<Observation, { kind: 'changes_input' }>, 'fresh' | 'used'>;

async function compareTimes({ call, given, sharedInput, returned }: PreparedSubject): Promise<Times | null> {
  const before = given.before();
  const array = returned?.deref();
  if (before === null && array === undefined) return null;
  const shared = await sharedInput();
  if (shared === null) return null;
  if (before !== null) {
    const after = copyOfPlainData(shared.value, MOST_VALUES);
    const timeOnCopyOf = (data: object | null) => timeOf(call, copyOfPlainData(data, MOST_VALUES));
    if (after === null || isSamePlainData(before, after)) return null;
    return timesOf(async () => ({ fresh: await timeOnCopyOf(before), used: await timeOnCopyOf(after) }));
  }
  return timesOnShuffled(array!, () => call(shared.value));
}

async function timesOnShuffled(array: unknown[], call: () => unknown): Promise<Times | null> {
  if ((await call()) !== array) return null;
  const ordered = [...array];
  const isInOrder = () => array.length === ordered.length && ordered.every((each, i) => Object.is(each, array[i]));
  try {
    return await timesOf(async () => {
      shuffle(array);
      const fresh = await timeOf(call, undefined);
      if (!isInOrder()) return null;
      shuffle(array);
      ordered.forEach((each, i) => {
        array[i] = each;
      });
      return { fresh, used: await timeOf(call, undefined) };
    });
  } finally {
    if (!isInOrder()) array.splice(0, array.length, ...ordered);
  }
}

// Fisher and Yates's, with a fixed sequence of pseudo-random numbers.
function shuffle(array: unknown[]): void {
  let state = 1;
  for (let i = array.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = state % (i + 1);
    [array[i], array[j]] = [array[j], array[i]];
  }
}

async function timesOf(trial: () => Promise<Times | null>): Promise<Times | null> {
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
  return fresh > factor * used && fresh - used > LEAST_DIFFERENCE ? { fresh, used } : null;
}

async function timeOf(call: Call, input: unknown): Promise<number> {
  const start = now();
  await call(input);
  return now() - start;
}
