import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { PerformanceTestFramework } from '../../../src/framework/api/framework.ts';
import type { Verdict } from '../../../src/model/verdict.ts';

const framework = new PerformanceTestFramework({ cachePath: 'never-made' });
afterAll(() => framework.close());

const numbers = Array.from({ length: 500 }, (_, i) => Math.sin(i * i));
const lines = Array.from({ length: 8 }, (_, i) => `2031-04-0${i + 1}T12:30:45.123Z GET /articles/${i}?page=2 200`);
const bytes = Buffer.alloc(16 * 1024, 7);

// Each makes its function anew, with a state of its own, and does its work as many times per call as it is told.
const functions: Readonly<Record<string, (times: number) => () => unknown>> = {
  objects: (times) => () => {
    let last: { value: number; previous: unknown } = { value: 0, previous: null };
    for (let i = 0; i < 100 * times; i++) last = { value: i, previous: i % 50 === 0 ? null : last };
    return last;
  },
  matching: (times) => {
    const pattern = /^(\d{4})-(\d{2})-(\d{2})T\S+ ([A-Z]+) (\/\S*) (\d{3})$/;
    let next = 0;
    return () => {
      let length = 0;
      for (let i = 0; i < times; i++) {
        next = (next + 1) & 7;
        length += pattern.exec(lines[next]!)![5]!.length;
      }
      return length;
    };
  },
  sorting: (times) => () => {
    let sum = 0;
    for (let i = 0; i < times; i++) sum += numbers.slice().sort((a, b) => a - b)[i]!;
    return sum;
  },
  hashing: (times) => () => {
    let sum = 0;
    for (let i = 0; i < times; i++) sum += createHash('sha256').update(bytes).digest()[0]!;
    return sum;
  },
  table: (times) => {
    const counts = new Map(numbers.map((_, i) => [`key ${i}`, 0]));
    const keys = [...counts.keys()];
    return () => {
      for (let i = 0; i < 100 * times; i++) {
        const key = keys[(7 * i) % keys.length]!;
        counts.set(key, (counts.get(key)! + 1) & 1023);
      }
      return counts;
    };
  },
  waiting: (times) => async () => {
    for (let i = 0; i < times; i++) await null;
    return times;
  },
};
const names = Object.keys(functions);

async function compare(name: string, times: number, options: object): Promise<Verdict> {
  const make = functions[name]!;
  const { statisticalSignificance } = await framework.comparePerformance('a', 'b', make(4), make(4 * times), options);
  return statisticalSignificance.verdict;
}

async function regressions(options: object): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of names) if ((await compare(name, 1, options)) === 'regression') found.push(name);
  return found;
}

describe('comparePerformance with real functions', () => {
  // Nor, then, at any other limit.
  it('calls no function slower than itself where it may not be slower at all', async () => {
    expect(await regressions({ maxOverheadPercent: 0 })).toEqual([]);
  });

  it.each(names)('calls it slower where it does its work twice: %s', async (name) => {
    const said: Verdict[] = [];
    // On a busy machine it may take several times; in between it may be in doubt, but not satisfied.
    do said.push(await compare(name, 2, {}));
    while (said.at(-1) !== 'regression' && said.length < 5);
    expect(said.at(-1)).toBe('regression');
    expect(said.filter((verdict) => verdict === 'pass' || verdict === 'improvement')).toEqual([]);
  });
});
