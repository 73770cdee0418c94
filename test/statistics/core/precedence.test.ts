import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chosenPlaces, waysToChoose } from '../../../src/statistics/core/combinations.ts';
import { precedencePValue } from '../../../src/statistics/core/precedence.ts';

/** Shares of all orderings of both samples in which so many of the baseline come first, or more. */
function byCounting(baseline: number, current: number, before: number, place = 1): number {
  let count = 0;
  for (const places of chosenPlaces(baseline + current, current)) {
    if (places[place - 1]! - (place - 1) >= before) count++;
  }
  return count / waysToChoose(baseline + current, current);
}

const ascending = (count: number, from: number) => Array.from({ length: count }, (_, i) => from + i);

const SIZES = [
  [5, 10],
  [3, 6],
  [6, 2],
  [4, 4],
] as const;

describe('precedencePValue', () => {
  it.each([1, 2])('is the share of orderings with so many of the baseline before place %d of the current', (place) => {
    for (const [n, m] of SIZES) {
      for (let before = 0; before <= n; before++) {
        const baseline = [...ascending(before, 0), ...ascending(n - before, 1000)];
        const current = [...ascending(place - 1, -1), ...ascending(m - place + 1, 500)];
        expect(precedencePValue(baseline, current, place)).toBeCloseTo(byCounting(n, m, before, place), 12);
      }
    }
  });

  it('is one in all orderings where nothing overlaps, and certain for one value that comes first', () => {
    expect(precedencePValue(ascending(5, 0), ascending(10, 500))).toBeCloseTo(1 / 3003, 15);
    expect(precedencePValue([2], [1])).toBe(1);
  });

  it.each([1, 2])('stays a chance for thousands of values (place %d)', (place) => {
    const share = (before: number) =>
      precedencePValue([...ascending(before, 0), ...ascending(3000 - before, 5000)], ascending(60, 4000), place);
    // The lowest of sixty lies above a tenth of three thousand by 0.9^60, nearly.
    expect(share(300)).toBeGreaterThan(place * 0.8 * 0.9 ** 60);
    expect(share(300)).toBeLessThan(place * 10 * 0.9 ** 60);
    expect(share(3000)).toBeLessThan(1e-80);
    expect(share(0)).toBeCloseTo(1, 12);
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
