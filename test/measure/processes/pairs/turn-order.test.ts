import { describe, expect, it } from 'vitest';
import { turnOrder } from '../../../../src/measure/processes/pairs/turn-order.ts';

const cycleOf = (sides: number) => (sides % 2 === 0 ? sides : 2 * sides);

function countIn(items: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

describe('turnOrder', () => {
  it('changes which of two sides is the first', () => {
    expect([0, 1, 2, 3].map((turn) => turnOrder(turn, 2))).toEqual([
      [0, 1],
      [1, 0],
      [0, 1],
      [1, 0],
    ]);
  });

  it.each([3, 4, 5, 6, 7, 8, 20])('gives %d sides each place and each neighbour equally often', (sides) => {
    const orders = Array.from({ length: cycleOf(sides) }, (_, turn) => turnOrder(turn, sides));
    for (const order of orders)
      expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: sides }, (_, i) => i));
    const places = countIn(orders.flatMap((order) => order.map((side, place) => `${side} at ${place}`)));
    const neighbours = countIn(orders.flatMap((order) => order.slice(1).map((side, i) => `${side} after ${order[i]}`)));
    expect(places.size).toBe(sides * sides);
    expect(new Set(places.values())).toEqual(new Set([cycleOf(sides) / sides]));
    expect(neighbours.size).toBe(sides * (sides - 1));
    expect(new Set(neighbours.values()).size).toBe(1);
  });
});
