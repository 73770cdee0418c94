import { isMap, isProxy, isSet, isTypedArray } from 'node:util/types';
import { bytesOf, copyOfTypedArray, isShared } from './plain-data.ts';

/** Something that holds values, and whose contents can be put back. */
export type Container = object;

/** What a container held, one level deep: of a map keys and values in turn, of an object keys and values in turn. */
export type Contents = readonly unknown[];

/** Whether a container's contents can be seen and put back without running code of others. */
export function isContainer(value: unknown): value is Container {
  if (value === null || typeof value !== 'object' || isProxy(value) || Object.isFrozen(value)) return false;
  if (isTypedArray(value)) return !isShared(value);
  if (Array.isArray(value) || isMap(value) || isSet(value)) return isOfLanguage(value);
  const properties = Object.values(Object.getOwnPropertyDescriptors(value));
  return Object.isExtensible(value) && properties.every((property) => property.writable && property.configurable);
}

// What is derived from them may do more when it is changed. By name, because in a test runner's context the constructors are others.
function isOfLanguage(value: object): boolean {
  return ['Array', 'Map', 'Set'].includes(Object.getPrototypeOf(value)?.constructor?.name);
}

/** What a container holds now, one level deep. */
export function contentsOf(container: Container): Contents {
  if (isTypedArray(container)) return [copyOfTypedArray(container)];
  if (Array.isArray(container)) return container.slice();
  if (isMap(container)) return [...container].flat();
  if (isSet(container)) return [...container];
  return Object.keys(container).flatMap((key) => [key, (container as Record<string, unknown>)[key]]);
}

/** How many entries a container has, without looking at them. */
export function sizeOf(container: Container): number {
  if (isMap(container) || isSet(container)) return container.size;
  if (Array.isArray(container) || isTypedArray(container)) return container.length;
  return Object.keys(container).length;
}

/** Makes a container hold what it held. */
export function putBack(container: Container, contents: Contents): void {
  if (isTypedArray(container)) container.set(contents[0] as never);
  else if (Array.isArray(container)) putBackArray(container, contents);
  else if (isMap(container)) {
    container.clear();
    for (const [key, value] of pairsOf(contents)) container.set(key, value);
  } else if (isSet(container)) {
    container.clear();
    for (const member of contents) container.add(member);
  } else putBackFields(container as Record<string, unknown>, new Map(pairsOf(contents) as [string, unknown][]));
}

// Holes stay holes.
function putBackArray(array: unknown[], contents: Contents): void {
  array.length = contents.length;
  for (let i = 0; i < contents.length; i++) {
    if (i in contents) array[i] = contents[i];
    else delete array[i];
  }
}

function putBackFields(object: Record<string, unknown>, fields: ReadonlyMap<string, unknown>): void {
  for (const key of Object.keys(object)) if (!fields.has(key)) delete object[key];
  for (const [key, value] of fields) object[key] = value;
}

/** How contents differ from those before. */
export interface Difference {
  /** Whether something that was there is not, or is elsewhere, or is another. */
  readonly isChanged: boolean;
  /** Values that were not there. */
  readonly added: readonly unknown[];
}

/** Compares what a container held with what it holds. */
export function differenceOf(container: Container, before: Contents): Difference {
  const now = contentsOf(container);
  if (isTypedArray(container)) return { isChanged: !sameBytes(before[0], now[0]), added: [] };
  if (Array.isArray(container) || isMap(container) || isSet(container)) {
    // All three keep their order, and so what was only added to begins with what was there.
    const isChanged = before.some((each, i) => i >= now.length || !Object.is(each, now[i]));
    const added = now.slice(before.length);
    return { isChanged, added: isMap(container) ? added.filter((_, i) => i % 2 === 1) : added };
  }
  return differenceOfFields(pairsOf(before), new Map(pairsOf(now)));
}

// A field that was empty was waiting for its value; numbers, texts and flags that change are counters and the like, which
// are worth no trial.
function differenceOfFields(before: readonly (readonly [unknown, unknown])[], now: Map<unknown, unknown>): Difference {
  const added: unknown[] = [];
  let isChanged = false;
  for (const [key, value] of before) {
    const present = now.get(key);
    const isKept = now.delete(key);
    if (isKept && Object.is(value, present)) continue;
    if (isKept && (value === null || value === undefined)) added.push(present);
    else if (isHeld(value) || isHeld(present) || !isKept) isChanged = true;
  }
  return { isChanged, added: [...added, ...now.values()] };
}

function isHeld(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function sameBytes(one: unknown, other: unknown): boolean {
  return bytesOf(one as NodeJS.TypedArray).equals(bytesOf(other as NodeJS.TypedArray));
}

function* pairs(contents: Contents): Generator<readonly [unknown, unknown]> {
  for (let i = 0; i < contents.length; i += 2) yield [contents[i], contents[i + 1]];
}

function pairsOf(contents: Contents): readonly (readonly [unknown, unknown])[] {
  return [...pairs(contents)];
}
