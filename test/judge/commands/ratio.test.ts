import { describe, expect, it } from 'vitest';
import { ratioInPairs, ratioOfSets } from '../../../src/judge/commands/ratio.ts';
import { normalQuantile } from '../../../src/statistics/core/normal.ts';
import { createGenerator } from '../../../src/statistics/core/random.ts';

const next = createGenerator(7);
const normal = () => normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, next())));

/** Times of two commands in rounds, on a machine that gets slower and faster for a while; the second takes 1.8 times as long. */
function rounds(count: number, drift: number): readonly [reference: number[], times: number[]] {
  let state = 0;
  const all = Array.from({ length: count }, () => {
    state = 0.9 * state + drift * normal();
    const of = (time: number) => time * Math.exp(state + 0.05 * normal() + (next() < 0.05 ? 0.3 : 0));
    return [of(0.1), of(0.18)] as const;
  });
  return [all.map(([a]) => a), all.map(([, b]) => b)];
}

/** How many intervals of a thousand hold the true ratio, and how wide they are in the middle. */
function trials(ratio: typeof ratioInPairs, drift: number) {
  const intervals = Array.from({ length: 1000 }, () => {
    const [reference, times] = rounds(20, drift);
    return ratio(times, reference, 0.95)!.interval;
  });
  const widths = intervals.map(([lower, upper]) => Math.log(upper / lower)).sort((a, b) => a - b);
  return { held: intervals.filter(([lower, upper]) => lower <= 1.8 && 1.8 <= upper).length, width: widths[500]! };
}

describe('ratioInPairs', () => {
  it('has intervals that hold as often as is said, however the machine drifts', () => {
    for (const drift of [0, 0.1]) {
      const { held } = trials(ratioInPairs, drift);
      expect(held).toBeGreaterThan(930);
      expect(held).toBeLessThan(985);
    }
  });

  it('is not made wider by what slows both', () => {
    expect(trials(ratioInPairs, 0.1).width / trials(ratioInPairs, 0).width).toBeLessThan(1.1);
    expect(trials(ratioOfSets, 0.1).width / trials(ratioOfSets, 0).width).toBeGreaterThan(1.5);
  });

  it('says nothing of too few pairs, or of times of nothing', () => {
    expect(ratioInPairs([2, 2, 2], [1, 1, 1], 0.95)).toBeNull();
    expect(ratioInPairs([2, 2, 2, 0], [1, 1, 1, 1], 0.95)).toBeNull();
    expect(ratioInPairs([2, 2, 2, 2], [1, 1, 1, 0], 0.95)).toBeNull();
    expect(ratioInPairs([2, 2, 2, 2], [1, 1, 1, 1], 0.95)!.estimate).toBeCloseTo(2, 12);
  });
});

describe('ratioOfSets', () => {
  it('has intervals that hold where the machine is steady', () => {
    const { held } = trials(ratioOfSets, 0);
    expect(held).toBeGreaterThan(930);
    expect(held).toBeLessThan(985);
  });

  it('says nothing of too few runs, or of times of nothing, and takes sets of any size', () => {
    expect(ratioOfSets([2, 2, 2], [1, 1, 1, 1], 0.95)).toBeNull();
    expect(ratioOfSets([2, 2, 2, 0], [1, 1, 1, 1], 0.95)).toBeNull();
    expect(ratioOfSets([2, 2, 2, 2, 2], [1, 1, 1, 1], 0.95)).toEqual({ estimate: 2, interval: [2, 2] });
  });
});
