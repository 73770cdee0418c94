import { isMap, isProxy, isSet, isTypedArray } from 'node:util/types';

type Fields = Record<string, unknown>;

// Typed arrays are copied as a whole; so many bytes count as one value.
const BYTES_A_VALUE = 64;
const TOO_MUCH = new Error('Holds more values than are to be copied.');

/**
 * A deep copy of arrays, plain objects, maps, sets and typed arrays. All else in them is shared with the original: what
 * is an instance of a class may hold what cannot be copied. Getters are not called.
 * @param most values to copy.
 * @returns the copy; null where the value itself is not of these kinds, or holds more.
 */
export function copyOfPlainData(value: unknown, most: number): object | null {
  if (!isPlainData(value)) return null;
  let left = most;
  const made = new Map<object, object>();
  const copy = (original: unknown): unknown => {
    left -= isTypedArray(original) ? original.byteLength / BYTES_A_VALUE : 1;
    if (left < 0) throw TOO_MUCH;
    if (!isPlainData(original)) return original;
    const known = made.get(original);
    if (known) return known;
    const empty = emptyLike(original);
    made.set(original, empty);
    fill(empty, original, copy);
    return empty;
  };
  try {
    return copy(value) as object;
  } catch (error) {
    if (error === TOO_MUCH) return null;
    throw error;
  }
}

/** Whether two values of plain data hold the same, in the same order. */
export function isSamePlainData(one: unknown, other: unknown): boolean {
  const compared = new Map<object, object>();
  const same = (a: unknown, b: unknown): boolean => {
    if (Object.is(a, b)) return true;
    if (!isPlainData(a) || !isPlainData(b) || kindOf(a) !== kindOf(b)) return false;
    if (compared.get(a) === b) return true;
    compared.set(a, b);
    if (isTypedArray(a) && isTypedArray(b)) return bytesOf(a).equals(bytesOf(b));
    const [inOne, inOther] = [contentsOf(a), contentsOf(b)];
    return inOne.length === inOther.length && inOne.every((each, i) => same(each, inOther[i]));
  };
  return same(one, other);
}

/** Whether a value is an array, a plain object, a map, a set or a typed array, and nothing derived from these. */
export function isPlainData(value: unknown): value is object {
  if (value === null || typeof value !== 'object' || isProxy(value)) return false;
  if (isTypedArray(value)) return !isShared(value);
  if (kindOf(value) !== 'Object') return isDirectly(value, kindOf(value));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return false;
  return Object.values(Object.getOwnPropertyDescriptors(value)).every((property) => 'value' in property);
}

function kindOf(value: object): string {
  if (Array.isArray(value)) return 'Array';
  if (isMap(value)) return 'Map';
  if (isSet(value)) return 'Set';
  return isTypedArray(value) ? value[Symbol.toStringTag] : 'Object';
}

// And no class derived from it. By name, because in a test runner's context the constructors are other ones.
function isDirectly(value: object, kind: string): boolean {
  return Object.getPrototypeOf(value)?.constructor?.name === kind;
}

function emptyLike(original: object): object {
  if (isTypedArray(original)) return copyOfTypedArray(original);
  if (Array.isArray(original)) return new Array(original.length);
  if (isMap(original)) return new Map();
  return isSet(original) ? new Set() : Object.create(Object.getPrototypeOf(original));
}

function fill(empty: object, original: object, copy: (value: unknown) => unknown): void {
  if (Array.isArray(original)) for (let i = 0; i < original.length; i++) (empty as unknown[])[i] = copy(original[i]);
  else if (isMap(original)) for (const [key, each] of original) (empty as Map<unknown, unknown>).set(key, copy(each));
  // Members of a set are looked up by their identity.
  else if (isSet(original)) for (const each of original) (empty as Set<unknown>).add(each);
  else if (!isTypedArray(original)) {
    for (const key of Object.keys(original)) (empty as Fields)[key] = copy((original as Fields)[key]);
  }
}

function contentsOf(value: object): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isMap(value)) return [...value].flat();
  return isSet(value) ? [...value] : Object.entries(value).flat(1);
}

/** A copy of a typed array with memory of its own, which `slice` of a buffer does not make. */
export function copyOfTypedArray(original: NodeJS.TypedArray): NodeJS.TypedArray {
  return Buffer.isBuffer(original) ? Buffer.from(original) : original.slice();
}

/** Whether other threads may change what a typed array holds. */
export function isShared({ buffer }: NodeJS.TypedArray): boolean {
  return buffer instanceof SharedArrayBuffer;
}

/** The bytes of a typed array, not copied. */
export function bytesOf(view: NodeJS.TypedArray): Buffer {
  return Buffer.from(view.buffer as ArrayBuffer, view.byteOffset, view.byteLength);
}
