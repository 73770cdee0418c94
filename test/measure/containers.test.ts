import { describe, expect, it } from 'vitest';
import { contentsOf, differenceOf, isContainer, putBack, sizeOf } from '../../src/measure/containers.ts';

const holes = Object.assign(new Array(3), { 0: 1, 2: 3 });

describe('putBack', () => {
  it.each<[string, object, (container: never) => unknown]>([
    ['an array that is sorted', [3, 1, 2], (array: number[]) => array.sort()],
    ['an array that is longer', [1], (array: number[]) => array.push(2, 3)],
    ['an array with holes', holes, (array: number[]) => array.fill(0)],
    ['a map', new Map([['a', 1]]), (map: Map<string, number>) => map.set('b', 2).delete('a')],
    ['a set', new Set(['a', 'b']), (set: Set<string>) => set.delete('a') && set.add('a')],
    ['an object', { a: 1, b: [2] }, (object: { a?: number }) => delete object.a && Object.assign(object, { c: 3 })],
    ['a typed array', new Uint16Array([1, 2]), (array: Uint16Array) => array.reverse()],
    ['a buffer', Buffer.from('ab'), (buffer: Buffer) => buffer.fill(0)],
  ])('makes %s what it was', (_, container, change) => {
    const [before, size, same] = [contentsOf(container), sizeOf(container), structuredClone(container)];
    change(container as never);
    expect(contentsOf(container)).not.toEqual(contentsOf(same));
    putBack(container, before);
    expect(Buffer.isBuffer(container) ? new Uint8Array(container) : container).toStrictEqual(same);
    // Neither of these matchers looks at the order in a set.
    if (container instanceof Set) expect([...container]).toEqual(before);
    expect(sizeOf(container)).toBe(size);
  });
});

describe('differenceOf', () => {
  const list: unknown[] = [];
  it.each<[string, object, (container: never) => unknown, boolean, unknown[]]>([
    ['nothing', [1, 2], () => undefined, false, []],
    ['what was added to an array', [1], (array: number[]) => array.push(2), false, [2]],
    ['another order', [1, 2], (array: number[]) => array.reverse(), true, []],
    ['what is missing', [1, 2], (array: number[]) => array.pop(), true, []],
    ['what was added to a map', new Map([['a', 1]]), (map: Map<string, number>) => map.set('b', 2), false, [2]],
    ['another value', new Map([['a', 1]]), (map: Map<string, number>) => map.set('a', 2), true, []],
    ['what was added to a set', new Set([1]), (set: Set<number>) => set.add(2), false, [2]],
    [
      'a field that waited for its value',
      { a: null },
      (object: { a: unknown }) => Object.assign(object, { a: list }),
      false,
      [list],
    ],
    ['another object in a field', { a: [1] }, (object: { a: unknown }) => Object.assign(object, { a: list }), true, []],
    ['a counter', { calls: 0 }, (object: { calls: number }) => object.calls++, false, []],
    ['a field that is gone', { a: 1 }, (object: { a?: number }) => delete object.a, true, []],
    ['bytes', new Uint8Array([1, 2]), (array: Uint8Array) => array.reverse(), true, []],
  ])('finds %s', (_, container, change, isChanged, added) => {
    const before = contentsOf(container);
    change(container as never);
    const difference = differenceOf(container, before);
    expect(difference.added).toEqual(added);
    if (added.length === 0) expect(difference.isChanged).toBe(isChanged);
  });
});

it.each<[string, unknown]>([
  ['null', null],
  ['a function', () => 1],
  ['a proxy', new Proxy([], {})],
  ['a frozen array', Object.freeze([1])],
  ['a derived map', new (class extends Map {})()],
  [
    'an object with a getter',
    {
      get a() {
        throw new Error('asked');
      },
    },
  ],
  ['memory that threads share', new Uint8Array(new SharedArrayBuffer(4))],
])('%s is no container', (_, value) => {
  expect(isContainer(value)).toBe(false);
});
