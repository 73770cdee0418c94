import { isMap, isSet, isTypedArray } from 'node:util/types';
import type { Observation } from '../model/measurement.ts';
import { isPlainData } from './plain-data.ts';
import { isThenable } from './unfinished.ts';

type Properties = Readonly<Record<PropertyKey, unknown>>;

const ITERATOR =
  'The function returns an iterator, which does its work only while somebody iterates over it: what would be measured is not the work. Use it up inside the function: `for (const _ of iterator) ;`, `[...iterator]`, or `for await (const _ of iterator) ;`. Where the work is done by then, return something else.';
const PROMISES =
  'The function returns an array of promises, which nobody awaits: what would be measured is not the work, and calls would overlap. Return `Promise.all(promises)`.';

/**
 * Why a call that returned this has not done its work; null where nothing speaks against it.
 * @param value what a call returned, awaited.
 */
export function problemWithResult(value: unknown): string | null {
  if (isIterator(value) || (Array.isArray(value) && value.length > 0 && value.every(isIterator))) return ITERATOR;
  if (Array.isArray(value) && value.some(isThenable)) {
    for (const each of value) Promise.resolve(each).catch(() => undefined);
    return PROMISES;
  }
  return null;
}

/** What a call returned that may stand for work to be done later, as a hint; nothing where it is a plain value. */
export function hintsOfResult(value: unknown): readonly Observation[] {
  if (holdsPromises(value)) return [{ kind: 'returns_promises' }];
  if (isRunning(value)) return [{ kind: 'returns_running' }];
  if (hasMethod(value, Symbol.asyncIterator) || holdsSome(value, isIterator)) return [{ kind: 'returns_stream' }];
  // Of RxJS and its like; others with this method, such as a store, do not have the other one.
  if (hasMethod(value, 'subscribe') && hasMethod(value, 'pipe')) return [{ kind: 'returns_observable' }];
  if (isMadeOfFunctions(value)) return [{ kind: 'returns_function' }];
  return [];
}

/** Whether iterating over the value would begin in the value itself, as of generators, `map.keys()` and `text.matchAll()`. */
function isIterator(value: unknown): boolean {
  if (!hasMethod(value, 'next')) return false;
  return [Symbol.iterator, Symbol.asyncIterator].some((key) => {
    try {
      return hasMethod(value, key) && (value[key] as () => unknown)() === value;
    } catch {
      return false;
    }
  });
}

function isMadeOfFunctions(value: unknown): boolean {
  if (typeof value === 'function') return true;
  // Methods of an instance are on its class, and say nothing; those of a plain object are all that it is.
  const held = heldBy(value);
  return held.length > 0 && held.every((each) => typeof each === 'function');
}

// Enough to tell; what is longer is data.
const MOST_HELD = 1000;

// Of an object with functions as well, such as `Promise.withResolvers()` and handles that can be cancelled, they are a part.
function holdsPromises(value: unknown): boolean {
  return holdsSome(value, isThenable);
}

function holdsSome(value: unknown, isOne: (each: unknown) => boolean): boolean {
  const held = heldBy(value);
  if (held.some((each) => typeof each === 'function')) return false;
  return held.some((each) => isOne(each) || (Array.isArray(each) && each.slice(0, MOST_HELD).some(isOne)));
}

// What plain data holds; nothing of what is too long to be looked through.
function heldBy(value: unknown): readonly unknown[] {
  const held = !isPlainData(value) || isTypedArray(value) ? [] : membersOf(value);
  return held.length > MOST_HELD ? [] : held;
}

function membersOf(value: object): readonly unknown[] {
  if (isMap(value) || isSet(value)) return value.size > MOST_HELD ? [] : [...value.values()];
  return Object.values(value);
}

// A process, a worker or a request that was started a moment ago.
function isRunning(value: unknown): boolean {
  if (hasMethod(value, 'kill'))
    return typeof value.pid === 'number' && value.exitCode === null && value.signalCode === null;
  if (hasMethod(value, 'terminate')) return typeof value.threadId === 'number' && value.threadId >= 0;
  return hasMethod(value, 'setNoDelay') && hasMethod(value, 'end') && 'reusedSocket' in value && !value.res;
}

function hasMethod(value: unknown, key: PropertyKey): value is Properties {
  if (value === null || typeof value !== 'object') return false;
  try {
    return typeof (value as Properties)[key] === 'function';
  } catch {
    return false;
  }
}
