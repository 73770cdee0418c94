import type { Observation } from '../model/measurement.ts';
import { MOST_VALUES } from './given-data.ts';
import { copyOfPlainData, isSamePlainData } from './plain-data.ts';
import type { PreparedSubject } from './subject.ts';
import { type Times, timeOfCall, timesThatDiffer } from './trials.ts';

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
    return times === null || times.fresh < times.used ? [] : [{ kind: 'changes_input', ...times }];
  } catch {
    return [];
  }
}

async function compareTimes({ call, given, sharedInput, returned }: PreparedSubject): Promise<Times | null> {
  const before = given.before();
  const array = returned?.deref();
  if (before === null && array === undefined) return null;
  const shared = await sharedInput();
  if (shared === null) return null;
  if (before !== null) {
    const after = copyOfPlainData(shared.value, MOST_VALUES);
    const timeOnCopyOf = (data: object | null) => timeOfCall(call, copyOfPlainData(data, MOST_VALUES));
    if (after === null || isSamePlainData(before, after)) return null;
    return timesThatDiffer(async () => ({ fresh: await timeOnCopyOf(before), used: await timeOnCopyOf(after) }));
  }
  return timesOnShuffled(array!, () => call(shared.value));
}

async function timesOnShuffled(array: unknown[], call: () => unknown): Promise<Times | null> {
  if ((await call()) !== array) return null;
  const ordered = [...array];
  const isInOrder = () => array.length === ordered.length && ordered.every((each, i) => Object.is(each, array[i]));
  try {
    return await timesThatDiffer(async () => {
      shuffle(array);
      const fresh = await timeOfCall(call, undefined);
      if (!isInOrder()) return null;
      shuffle(array);
      ordered.forEach((each, i) => {
        array[i] = each;
      });
      return { fresh, used: await timeOfCall(call, undefined) };
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
