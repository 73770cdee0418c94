import { describe, expect, it } from 'vitest';
import { divide, type Portion } from '../../../src/framework/shards/divide.ts';
import { seededRandom } from '../../baselines/records.ts';

function loadsOf(work: readonly Portion[], parts: number): readonly number[] {
  const divided = divide(work, parts);
  return Array.from({ length: parts }, (_, i) =>
    work.filter(({ key }) => divided.get(key) === i + 1).reduce((sum, { cost }) => sum + cost, 0),
  );
}

describe('divide', () => {
  it('gives the longest first to the part that has least', () => {
    const work = [3, 3, 4, 8, 2].map((cost, i) => ({ key: `test ${i}`, cost }));
    expect(loadsOf(work, 2)).toEqual([10, 10]);
    expect(loadsOf(work, 3)).toEqual([8, 6, 6]);
  });

  it('gives what costs equally much in turns, by its name', () => {
    const work = ['é', 'b', 'Z', 'a'].map((key) => ({ key, cost: 1 }));
    expect([...divide(work, 2)]).toEqual([
      ['Z', 1],
      ['a', 2],
      ['b', 1],
      ['é', 2],
    ]);
  });

  it('leaves parts empty where there is too little', () => {
    expect([...divide([{ key: 'a', cost: 1 }], 3).values()]).toEqual([1]);
    expect(divide([], 3).size).toBe(0);
  });

  it('is the same whatever the order, has everything once, and no part is longer than it must be', () => {
    const draw = seededRandom(20_260);
    for (let round = 0; round < 200; round++) {
      const parts = 1 + Math.floor(7 * draw());
      const work = Array.from({ length: Math.floor(60 * draw()) }, (_, i) => ({
        key: `${i}`,
        cost: 0.1 + 9 * draw() ** 3,
      }));
      const divided = divide(work, parts);
      const shuffled = work.map((each) => ({ each, at: draw() })).toSorted((a, b) => a.at - b.at);
      expect(
        divide(
          shuffled.map(({ each }) => each),
          parts,
        ),
      ).toEqual(divided);
      expect(divided.size).toBe(work.length);
      const all = work.reduce((sum, { cost }) => sum + cost, 0);
      const longest = Math.max(0, ...work.map(({ cost }) => cost));
      // Graham's bound.
      expect(Math.max(...loadsOf(work, parts))).toBeLessThanOrEqual(all / parts + longest + 1e-9);
    }
  });
});
