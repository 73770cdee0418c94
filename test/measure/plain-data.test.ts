import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { copyOfPlainData, isSamePlainData } from '../../src/measure/plain-data.ts';

class Kept {
  value = 1;
}

describe('copyOfPlainData', () => {
  it.each<[string, object]>([
    ['arrays', [3, 'a', null, [1n], Number.NaN]],
    ['plain objects', { a: { b: [1] } }],
    ['objects without prototype', Object.assign(Object.create(null), { a: 1 })],
    [
      'maps and sets',
      new Map<unknown, unknown>([
        ['a', [1]],
        ['b', new Set([1, 2])],
      ]),
    ],
    ['typed arrays', new Float64Array([1, -0, 2])],
    ['buffers', Buffer.from('text')],
    ['data of another context', runInNewContext('({ a: [1, new Map([[1, [2]]])] })')],
  ])('copies %s, so that they are the same and apart', (_, value) => {
    const copy = copyOfPlainData(value, 100);
    expect(copy).not.toBe(value);
    expect(isSamePlainData(copy, value)).toBe(true);
  });

  it('shares what it cannot copy, and keeps what refers to itself', () => {
    const kept = new Kept();
    const value: { kept: Kept; self?: unknown } = { kept };
    value.self = value;
    const copy = copyOfPlainData(value, 100) as typeof value;
    expect(copy.kept).toBe(kept);
    expect(copy.self).toBe(copy);
    expect(isSamePlainData(copy, value)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['instances of classes', new Kept()],
    ['what derives from arrays', new (class extends Array {})()],
    ['primitives', 7],
    ['functions', () => 1],
    ['proxies', new Proxy([], {})],
    [
      'what has getters',
      {
        get a() {
          throw new Error('called');
        },
      },
    ],
    ['too much', Array.from({ length: 200 }, () => 1)],
    ['too many bytes', new Uint8Array(10_000)],
  ])('has no copy of %s', (_, value) => {
    expect(copyOfPlainData(value, 100)).toBeNull();
  });
});

describe('isSamePlainData', () => {
  it.each<[unknown, unknown]>([
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 2]],
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    [new Map([[1, 2]]), new Map([[1, 3]])],
    [new Set([1]), new Set([2])],
    [[], {}],
    [new Uint8Array([1]), new Uint8Array([2])],
    [0, -0],
    [new Kept(), new Kept()],
  ])('tells %o from %o', (one, other) => {
    expect(isSamePlainData(one, other)).toBe(false);
  });
});
