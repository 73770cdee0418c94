import { describe, expect, test } from 'vitest';
import { repetitionsPerLevel } from '../../../src/statistics/core/planning.ts';
import { createGenerator, type Generator } from '../../../src/statistics/core/random.ts';
import { varianceComponents } from '../../../src/statistics/textbook/variance-components.ts';
import { normal } from '../random-samples.ts';
import { expectClose } from '../reference.ts';

/** Builds of processes of iterations, with the given deviations of each level, lowest first. */
function experiment(counts: readonly number[], deviations: readonly number[], g: Generator): Float64Array[][] {
  const [iterations, processes, builds] = counts as [number, number, number];
  return Array.from({ length: builds }, () => {
    const build = 10 + deviations[2]! * normal(g);
    return Array.from({ length: processes }, () => {
      const process = build + deviations[1]! * normal(g);
      return Float64Array.from({ length: iterations }, () => process + deviations[0]! * normal(g));
    });
  });
}

describe('variance components', () => {
  test('by hand', () => {
    // Variances 1 and 1 within; means 2 and 3 have a variance of 1/2, of which 1/3 comes from within.
    expect(
      varianceComponents([
        [1, 2, 3],
        [2, 3, 4],
      ]),
    ).toEqual([1, expect.closeTo(1 / 6, 12)]);
    expect(varianceComponents([1, 2, 3])).toEqual([1]);
    expect(
      varianceComponents([
        [2, 2],
        [2, 2],
      ]),
    ).toEqual([0, 0]);
  });

  test('are unbiased, also where a level adds nothing', () => {
    for (const deviations of [
      [0.4, 0.2, 0.1],
      [0.4, 0, 0.1],
    ]) {
      const generator = createGenerator(17);
      const trials = 1500;
      const sums = [0, 0, 0];
      for (let trial = 0; trial < trials; trial++) {
        varianceComponents(experiment([5, 4, 6], deviations, generator)).forEach((variance, level) => {
          sums[level]! += variance / trials;
        });
      }
      // Five standard errors of each mean.
      sums.forEach((variance, level) => {
        expect(Math.abs(variance - deviations[level]! ** 2)).toBeLessThan([0.0032, 0.0035, 0.0043][level]!);
      });
    }
  });

  test('lead to the repetitions that give the shortest interval for their cost', () => {
    const costs = [1, 20, 300];
    const deviations = [0.5, 0.2, 0.1];
    const estimated = varianceComponents(experiment([30, 30, 60], deviations, createGenerator(3)));
    const [iterations, processes] = repetitionsPerLevel(costs, estimated) as [number, number];
    expect(
      repetitionsPerLevel(
        costs,
        deviations.map((x) => x * x),
      ),
    ).toEqual([12, 8]);
    expect(Math.abs(iterations - 12)).toBeLessThanOrEqual(2);
    expect(Math.abs(processes - 8)).toBeLessThanOrEqual(2);
    /** Variance of the overall mean times what its builds cost. */
    const price = (r1: number, r2: number): number =>
      (deviations[2]! ** 2 + deviations[1]! ** 2 / r2 + deviations[0]! ** 2 / (r1 * r2)) *
      (costs[2]! + costs[1]! * r2 + costs[0]! * r1 * r2);
    for (const [r1, r2] of [
      [1, 8],
      [100, 8],
      [12, 1],
      [12, 40],
    ] as const) {
      expect(price(12, 8)).toBeLessThan(price(r1, r2));
    }
  });

  test('experiments that are not even or have too few repetitions are refused', () => {
    expect(() =>
      varianceComponents([
        [1, 2],
        [1, 2, 3],
      ]),
    ).toThrow(/experiment\[1\] has 3 samples, experiment\[0\] has 2/);
    expect(() => varianceComponents([[1, 2]])).toThrow(/experiment has 1 repetition/);
    expect(() => varianceComponents([[1], [2]])).toThrow(/experiment\[0\] has 1 value/);
    expect(() =>
      varianceComponents([
        [1, 2],
        [1, Number.NaN],
      ]),
    ).toThrow(/experiment\[1\]\[1\] is NaN/);
    expect(() => varianceComponents([])).toThrow(/experiment is empty/);
    expect(() => varianceComponents([[], []])).toThrow(/experiment\[0\] is empty/);
    expect(varianceComponents([new Float64Array([1, 2]), new Float64Array([3, 4])])).toHaveLength(2);
    expectClose(
      varianceComponents([
        [1e300, -1e300],
        [1e300, 0],
      ])[0]!,
      Number.MAX_VALUE,
      'saturated',
      1e-12,
    );
  });
});
