import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chosenPlaces, waysToChoose } from '../../src/statistics/combinations.ts';
import { precedencePValue } from '../../src/statistics/precedence.ts';

/** Shares of all orderings of both samples in which so many of the baseline come first, or more. */
function byCounting(baseline: number, current: number, before: number, place = 1): number {
  let count = 0;
  for (const places of chosenPlaces(baseline + current, current)) {
    if (places[place - 1]! - (place - 1) >= before) count++;
  }
  return count / waysToChoose(baseline + current, current);
}

const ascending = (count: number, from: number) => Array.from({ length: count }, (_, i) => from + i);

describe('precedencePValue', () => {
  it('is the share of orderings with so many of the baseline first', () => {
    for (const [n, m] of [
      [5, 10],
      [3, 6],
      [6, 2],
      [1, 1],
      [4, 4],
    ] as const) {
      for (let before = 0; before <= n; before++) {
        const baseline = [...ascending(before, 0), ...ascending(n - before, 1000)];
        expect(precedencePValue(baseline, ascending(m, 500))).toBeCloseTo(byCounting(n, m, before), 12);
      }
    }
    expect(precedencePValue(ascending(5, 0), ascending(10, 500))).toBeCloseTo(1 / 3003, 15);
  });

  it('may be held against the second of the current', () => {
    for (const [n, m] of [
      [5, 10],
      [3, 6],
      [6, 2],
      [4, 4],
    ] as const) {
      for (let before = 0; before <= n; before++) {
        const baseline = [...ascending(before, 0), ...ascending(n - before, 1000)];
        const current = [-1, ...ascending(m - 1, 500)];
        expect(precedencePValue(baseline, current, 2)).toBeCloseTo(byCounting(n, m, before, 2), 12);
      }
    }
  });

  it('stays a chance for many', () => {
    const many = precedencePValue(ascending(300, 0), ascending(15, 250), 2);
    expect(many).toBeGreaterThan(0);
    expect(many).toBeLessThan(1e-8);
  });

  it('does not heed what lies above, nor the order, and counts equal values against it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1 }), (above) => {
        expect(precedencePValue([1, 2, 3], [2.5, ...above.map((more) => 2.5 + more)])).toBe(
          precedencePValue([3, 1, 2], [...above.map(() => 7), 2.5]),
        );
      }),
    );
    expect(precedencePValue([1, 1, 1], [1, 2])).toBe(1);
  });
});
