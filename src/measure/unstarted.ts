import type { Observation } from '../model/measurement.ts';
import { isThenable } from './thenable.ts';

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
  if (isIterator(value)) return ITERATOR;
  if (Array.isArray(value) && value.some(isThenable)) {
    for (const each of value) Promise.resolve(each).catch(() => undefined);
    return PROMISES;
  }
  return null;
}

/** What a call returned that may stand for work to be done later, as a hint; nothing where it is a plain value. */
export function hintsOfResult(value: unknown): readonly Observation[] {
  if (typeof value === 'function') return [{ kind: 'returns_function' }];
  if (hasMethod(value, Symbol.asyncIterator)) return [{ kind: 'returns_stream' }];
  // Of RxJS and its like; others with this method, such as a store, do not have the other one.
  if (hasMethod(value, 'subscribe') && hasMethod(value, 'pipe')) return [{ kind: 'returns_observable' }];
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

function hasMethod(value: unknown, key: PropertyKey): value is Properties {
  if (value === null || typeof value !== 'object') return false;
  try {
    return typeof (value as Properties)[key] === 'function';
  } catch {
    return false;
  }
}
